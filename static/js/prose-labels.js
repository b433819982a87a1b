// Gives the text box of the rich text editor a name and its menu labels in the language of the admin.

const OWN_WORDS = { "Block style": "wordStyle", default: "wordDefault" };

function translator(textarea) {
  const translate = window.gettext ?? ((text) => text);
  const word = (text) => textarea.dataset[OWN_WORDS[text]] ?? translate(text);
  return (text) => text.split(": ").map(word).join(": ");
}

function name(textarea, editor) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const box = editor.view.dom;
  box.setAttribute("aria-label", label?.textContent.replace(/:\s*$/, "") ?? "");
  if (textarea.lang) box.lang = textarea.lang;
  label?.addEventListener("click", () => editor.commands.focus());
}

function speak(menu, translate) {
  for (const element of menu.querySelectorAll("[title], [aria-label]")) {
    for (const attribute of ["title", "aria-label"]) {
      const text = element.getAttribute(attribute);
      if (text && text !== translate(text)) element.setAttribute(attribute, translate(text));
    }
  }
  for (const element of menu.querySelectorAll(".prose-menubar__option > *, .prose-menubar__button:not(.material-icons)")) {
    const text = element.textContent;
    if (text !== translate(text)) element.textContent = translate(text);
  }
}

function translateMenu(textarea) {
  const menu = textarea.closest(".prose-editor").querySelector(".prose-menubar");
  const translate = translator(textarea);
  speak(menu, translate);
  // What is chosen in a list of the menu is copied anew with each change.
  const observer = new MutationObserver(() => speak(menu, translate));
  observer.observe(menu, { childList: true, subtree: true });
}

function attach(textarea, editor) {
  name(textarea, editor);
  // The menu is made a moment after the editor.
  if (editor.isInitialized) translateMenu(textarea);
  else editor.on("create", () => translateMenu(textarea));
}

for (const textarea of document.querySelectorAll("textarea[data-behaviour~=prose-labels]")) {
  const editor = textarea.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]")?.editor;
  if (editor) attach(textarea, editor);
  else textarea.addEventListener("prose-editor:ready", ({ detail }) => attach(textarea, detail.editor), { once: true });
}
