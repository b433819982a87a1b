// A phrase of the text in large letters, with who said it.

import { Node, pm } from "django-prose-editor/editor";

import { insertBlock } from "editor/blocks";
import { blockView, lineView } from "editor/blocks/node-view";
import { t } from "editor/words";

const PullQuote = Node.create({
  name: "pullQuote",
  group: "topBlock",
  content: "paragraph+ speaker",
  defining: true,
  // Before the plain quotation, which would take it.
  parseHTML: () => [{ tag: "blockquote.pull-quote", priority: 60 }],
  renderHTML: () => ["blockquote", { class: "pull-quote" }, 0],
  addNodeView: () => blockView({ kind: "pull-quote", tag: "blockquote", content: "div" }),
});

// An empty one is not stored: `editor/html` leaves it out.
const Speaker = Node.create({
  name: "speaker",
  content: "text*",
  marks: "",
  isolating: true,
  parseHTML: () => [{ tag: "footer", context: "pullQuote/" }],
  renderHTML: () => ["footer", 0],
  addNodeView: lineView("footer", t("pull-quote.speaker")),
});

// The selected words are copied, and stay in the text.
function insert(editor) {
  const { from, to } = editor.state.selection;
  const words = editor.state.doc.textBetween(from, to, " ").trim();
  const at = insertBlock(editor, {
    type: "pullQuote",
    content: [{ type: "paragraph", content: words ? [{ type: "text", text: words }] : [] }, { type: "speaker" }],
  });
  const { tr, doc } = editor.state;
  if (words) editor.view.dispatch(tr.setSelection(pm.state.TextSelection.create(doc, at + words.length + 4)));
}

export const block = { name: "pull-quote", nodes: ["pullQuote"], extensions: [PullQuote, Speaker], insert };
