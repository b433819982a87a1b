// The sheet of keys: by its button, or by «?» outside fields.

import { isField, make, newId } from "editor/dom";
import { keyName } from "editor/tools/toolbar";
import { t } from "editor/words";

const KEYS = [
  ["shortcuts.save", "Mod+S"],
  ["heading2", "Mod+Alt+2"],
  ["heading3", "Mod+Alt+3"],
  ["bold", "Mod+B"],
  ["italic", "Mod+I"],
  ["shortcuts.link", "Mod+K"],
  ["footnote", "Mod+Alt+F"],
  ["bulletList", "Mod+Shift+8"],
  ["orderedList", "Mod+Shift+7"],
  ["blockquote", "Mod+Shift+B"],
  ["shortcuts.insert", "/"],
  ["shortcuts.edit", "Alt+Enter"],
  ["shortcuts.move", "Alt+↑ Alt+↓"],
  ["shortcuts.speech", "Mod+Enter"],
  ["shortcuts.toolbar", "Alt+F10"],
  ["find", "Ctrl+H"],
  ["undo", "Mod+Z"],
  ["redo", "Mod+Shift+Z"],
  ["shortcuts.sheet", "?"],
];

export class Shortcuts {
  constructor() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || isField(event.target)) return;
      event.preventDefault();
      this.open();
    });
  }

  open() {
    const id = newId("shortcuts");
    const line = ([word, keys]) => [make("dt", {}, t(word)), make("dd", {}, ...keys.split(" ").flatMap((one) => [make("kbd", {}, keyName(one)), " "]))];
    const dialog = make("dialog", { class: "editor-dialog", "aria-labelledby": id },
      make("h2", { class: "editor-dialog__title", id }, t("shortcuts")),
      make("dl", { class: "shortcuts" }, ...KEYS.flatMap(line)),
      make("form", { method: "dialog", class: "editor-dialog__buttons" }, make("button", { class: "toolbar__button toolbar__button--main" }, t("dialog.close"))));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}
