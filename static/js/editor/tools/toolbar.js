// The toolbar of the editor: one tab stop, arrows between its buttons, Alt+F10 from the text and Esc back.

import { currentBlock, moveBlock, removeBlock } from "editor/blocks";
import { make } from "editor/dom";
import { iconButton } from "editor/icons";
import { t } from "editor/words";

const isMac = navigator.platform.startsWith("Mac");

// Keys as this machine calls them: "Mod+B" is ⌘B or Ctrl+B.
export function keyName(keys) {
  return isMac ? keys.replace("Mod+", "⌘").replace("Alt+", "⌥").replace("Shift+", "⇧") : keys.replace("Mod", "Ctrl");
}

const mark = (name, keys) => ({ name, keys, run: (editor) => editor.chain().focus().toggleMark(name).run(), isOn: (editor) => editor.isActive(name) });
const heading = (level) => ({
  name: `heading${level}`, text: true, keys: `Mod+Alt+${level}`,
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  isOn: (editor) => editor.isActive("heading", { level }),
});
const wrap = (name, command, keys) => ({ name, keys, run: (editor) => editor.chain().focus()[command]().run(), isOn: (editor) => editor.isActive(name) });

function groups(body) {
  const { editor } = body;
  const has = (name) => body.offers.some((block) => block.name === name);
  const insert = (name, more = {}) => (has(name) ? [{ name, run: () => body.offers.find((block) => block.name === name).insert(editor), ...more }] : []);
  return [
    [{ name: "insert", text: true, keys: "/", run: (_editor, button) => editor.commands.openMenu(button) }, ...insert("photo")],
    [heading(2), heading(3), mark("bold", "Mod+B"), mark("italic", "Mod+I"),
      { name: "link", keys: "Mod+K", run: () => editor.commands.askLink(), isOn: () => editor.isActive("link") },
      ...insert("footnote", { isOn: () => editor.isActive("footnote") })],
    [wrap("bulletList", "toggleBulletList", "Mod+Shift+8"), wrap("orderedList", "toggleOrderedList", "Mod+Shift+7"),
      wrap("blockquote", "toggleBlockquote", "Mod+Shift+B")],
    [{ name: "undo", keys: "Mod+Z", run: () => editor.chain().focus().undo().run(), isEnabled: () => editor.can().undo() },
      { name: "redo", keys: "Mod+Shift+Z", run: () => editor.chain().focus().redo().run(), isEnabled: () => editor.can().redo() },
      { name: "find", keys: "Ctrl+H", run: () => editor.commands.openFind() },
      { name: "question", keys: "?", run: () => body.shortcuts.open() }],
  ];
}

// Buttons for the block that the caret is in.
function blockGroup(body) {
  const names = new Set(body.blockOf.keys());
  const on = (act) => (editor) => {
    const found = currentBlock(editor.state, names);
    if (found) act(editor, found);
  };
  const isEditable = (editor) => Boolean(body.blockOf.get(currentBlock(editor.state, names)?.node.type.name)?.edit);
  return {
    isShown: (editor) => Boolean(currentBlock(editor.state, names)),
    items: [
      { name: "edit", word: "block.edit", keys: "Alt+Enter", run: on((_editor, found) => body.edit(found)), isEnabled: isEditable },
      { name: "up", word: "block.up", keys: "Alt+↑", run: on((editor, { pos }) => moveBlock(editor, pos, -1)) },
      { name: "down", word: "block.down", keys: "Alt+↓", run: on((editor, { pos }) => moveBlock(editor, pos, 1)) },
      { name: "remove", word: "block.remove", run: on((editor, { pos }) => removeBlock(editor, pos)) },
    ],
  };
}

export class Toolbar {
  constructor(body) {
    this.body = body;
    this.items = [];
    this.element = make("div", { class: "editor-toolbar", role: "toolbar", "aria-label": t("toolbar"), "aria-controls": body.textarea.id });
    this.addContextual();
    for (const items of groups(body)) this.addGroup(items);
    this.move(this.items[0].button, false);
    this.element.addEventListener("keydown", (event) => this.press(event));
    body.editor.on("transaction", () => this.later());
    body.place.addEventListener("keydown", (event) => this.enter(event));
    this.refresh();
  }

  addGroup(items, isShown = null) {
    const group = make("div", { class: "editor-toolbar__group", role: "group" });
    for (const item of items) {
      const button = this.draw(item);
      group.append(button);
      this.items.push({ ...item, button, group, isShown });
    }
    this.element.append(group);
  }

  // The groups of a table and of a block come first, where they are seen on a narrow screen too.
  addContextual() {
    const { items, isShown } = blockGroup(this.body);
    for (const block of this.body.blocks.filter(({ tools }) => tools)) {
      this.addGroup(block.tools.map((tool) => ({ ...tool, word: `${block.name}.${tool.name}` })), (editor) => editor.isActive(block.nodes[0]));
    }
    this.addGroup(items, isShown);
  }

  draw(item) {
    const word = t(item.word ?? item.name);
    const label = item.keys ? `${word} (${keyName(item.keys)})` : word;
    const run = () => item.run(this.body.editor, button);
    const common = { tabindex: -1, class: "editor-toolbar__button", onclick: run, "data-name": item.name, "aria-pressed": item.isOn ? "false" : null };
    const button = item.text
      ? make("button", { type: "button", title: label, "aria-label": word, ...common }, t(`${item.name}.short`))
      : iconButton(item.name, label, common);
    if (item.text) button.classList.add("editor-toolbar__button--text");
    // A press must not take the selection out of the text.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    return button;
  }

  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.refresh();
    });
  }

  refresh() {
    const { editor } = this.body;
    for (const { button, group, isOn, isEnabled, isShown } of this.items) {
      if (isShown) group.hidden = !isShown(editor);
      if (isOn) button.setAttribute("aria-pressed", String(Boolean(isOn(editor))));
      if (isEnabled) button.setAttribute("aria-disabled", String(!isEnabled(editor)));
    }
    if (this.current?.parentElement.hidden) this.move(this.shown[0], false);
  }

  get shown() {
    return this.items.filter(({ group }) => !group.hidden).map(({ button }) => button);
  }

  move(button, isFocused = true) {
    this.current?.setAttribute("tabindex", "-1");
    this.current = button;
    button.setAttribute("tabindex", "0");
    if (isFocused) button.focus();
  }

  press(event) {
    const { shown } = this;
    const at = shown.indexOf(this.current);
    const next = {
      ArrowRight: shown[(at + 1) % shown.length],
      ArrowLeft: shown[(at - 1 + shown.length) % shown.length],
      Home: shown[0],
      End: shown.at(-1),
    }[event.key];
    if (next) this.move(next);
    else if (event.key === "Escape") this.body.editor.view.focus();
    else return;
    event.preventDefault();
  }

  enter(event) {
    if (event.key !== "F10" || !event.altKey) return;
    event.preventDefault();
    this.move(this.shown.includes(this.current) ? this.current : this.shown[0]);
  }
}
