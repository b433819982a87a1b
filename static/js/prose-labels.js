// Gives the rich text editor what it does not give itself: the name of its text box, buttons in the desk's language.

const translate = window.gettext ?? ((text) => text);

function name(textarea, editor) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const box = editor.view.dom;
  box.setAttribute("aria-label", label?.textContent.replace(/:\s*$/, "") ?? "");
  if (textarea.lang) box.lang = textarea.lang;
  label?.addEventListener("click", () => editor.commands.focus());
}

function label(button) {
  const title = button.title || button.getAttribute("aria-label");
  if (!title) return;
  const text = translate(title);
  button.title = text;
  button.setAttribute("aria-label", text);
}

document.addEventListener("prose-editor:ready", ({ target, detail: { editor } }) => {
  if (!target.matches("[data-behaviour~=prose-labels]")) return;
  name(target, editor);
  const menu = target.closest(".prose-editor");
  for (const button of menu.querySelectorAll("[title]")) label(button);
});
