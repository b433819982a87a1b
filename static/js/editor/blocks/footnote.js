// A note: its text stands at the place it belongs to, and readers find it at the end under a number.

import { Mark } from "django-prose-editor/editor";

import { ask } from "editor/dialog";
import { t } from "editor/words";

const Footnote = Mark.create({
  name: "footnote",
  // Outside all other marks, so that one note is one element.
  priority: 1100,
  inclusive: false,
  parseHTML: () => [{ tag: "small" }],
  renderHTML: () => ["small", { class: null }, 0],
  addKeyboardShortcuts: () => ({ "Mod-Alt-f": ({ editor }) => (insert(editor), true) }),
});

// The selected words become a note, a note becomes text again, and without a selection its words are asked for.
export async function insert(editor) {
  const { selection } = editor.state;
  if (!selection.empty || editor.isActive("footnote")) {
    const chain = editor.chain().focus();
    if (selection.empty) chain.extendMarkRange("footnote");
    chain.toggleMark("footnote").run();
    return;
  }
  const values = await ask({
    title: t("footnote"),
    submit: t("dialog.insert"),
    fields: [{ name: "note", label: t("footnote.text"), kind: "textarea", required: true }],
  });
  editor.view.focus();
  if (!values) return;
  const note = editor.schema.text(values.note, [editor.schema.marks.footnote.create()]);
  editor.view.dispatch(editor.state.tr.insert(editor.state.selection.from, note).scrollIntoView());
}

export const block = { name: "footnote", nodes: [], marks: ["footnote"], extensions: [Footnote], insert };
