// A question or an answer of an interview, with the name of who speaks.

import { mergeAttributes, Node } from "django-prose-editor/editor";

import { insertBlock, setBlock } from "editor/blocks";
import { blockView, data, lineView } from "editor/blocks/node-view";
import { ask } from "editor/dialog";
import { t } from "editor/words";

const OTHER = { question: "answer", answer: "question" };

async function edit({ editor, getPos, node }) {
  const values = await ask({
    title: t("speech"),
    fields: [{
      name: "speech", label: t("speech.who"), kind: "choice", value: node.attrs.speech,
      options: [["question", t("speech.question")], ["answer", t("speech.answer")]],
    }],
  });
  if (values) setBlock(editor, getPos(), node.type, values);
  editor.view.focus();
}

const Speech = Node.create({
  name: "speech",
  group: "topBlock",
  content: "speechName paragraph+",
  defining: true,
  addAttributes: () => ({ speech: data("speech", "question") }),
  parseHTML: () => [{ tag: "section[data-speech]" }],
  renderHTML: ({ HTMLAttributes }) => ["section", mergeAttributes(HTMLAttributes), 0],
  addNodeView: () => (props) => {
    const view = blockView({ kind: "speech", tag: "section", content: "div", edit })(props);
    const show = () => {
      view.dom.dataset.speech = view.node.attrs.speech;
      view.bar.firstChild.textContent = t(`speech.${view.node.attrs.speech}`);
    };
    const update = view.update.bind(view);
    view.update = (next) => update(next) && (show(), true);
    show();
    return view;
  },
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => leaveName(editor),
    "Mod-Enter": ({ editor }) => goOn(editor),
  }),
});

const SpeechName = Node.create({
  name: "speechName",
  content: "text*",
  marks: "",
  isolating: true,
  parseHTML: () => [{ tag: "cite", context: "speech/" }],
  renderHTML: () => ["cite", 0],
  addNodeView: lineView("cite", t("speech.name")),
});

function leaveName(editor) {
  const { $from } = editor.state.selection;
  if ($from.parent.type.name !== "speechName") return false;
  return editor.chain().setTextSelection($from.after() + 1).scrollIntoView().run();
}

// The name under which this side has spoken last before the caret.
function lastName(editor, speech) {
  let name = "";
  editor.state.doc.nodesBetween(0, editor.state.selection.to, (node) => {
    if (node.type.name === "speech" && node.attrs.speech === speech) name = node.firstChild.textContent;
    return node.type.name === "doc";
  });
  return name;
}

function put(editor, speech) {
  const name = lastName(editor, speech);
  const at = insertBlock(editor, {
    type: "speech",
    attrs: { speech },
    content: [{ type: "speechName", content: name ? [{ type: "text", text: name }] : [] }, { type: "paragraph" }],
  });
  if (name) editor.commands.setTextSelection(at + name.length + 4);
}

// Ctrl+Enter in a question begins the answer, and the other way round.
function goOn(editor) {
  const { $from } = editor.state.selection;
  const speech = $from.depth && $from.node(1).type.name === "speech" ? $from.node(1).attrs.speech : null;
  if (speech) put(editor, OTHER[speech]);
  return Boolean(speech);
}

const insert = (editor) => goOn(editor) || put(editor, "question");

export const block = { name: "speech", nodes: ["speech"], extensions: [Speech, SpeechName], insert, edit };
