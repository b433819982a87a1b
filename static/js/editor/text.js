// The words of an article: paragraphs, headings, lists, quotations, bold, italic, links, and the keys between them.

import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading, History, Italic, Link,
  ListItem, OrderedList, Paragraph, pm, Text,
} from "django-prose-editor/editor";

import { currentBlock, goAfter, moveBlock } from "editor/blocks";
import { kinds } from "editor/words";

const { TextSelection } = pm.state;
export const PROTOCOLS = ["http", "https", "mailto", "tel"];

// Blocks are siblings of paragraphs, never inside quotations, lists and cells. A text without kinds has none.
const Body = Document.extend({ content: kinds.length ? "(block | topBlock)+" : "block+" });

const BodyLink = Link.extend({
  inclusive: () => false,
  addAttributes: () => ({ href: { default: null } }),
  renderHTML: ({ HTMLAttributes }) => ["a", { href: HTMLAttributes.href, rel: "noopener" }, 0],
  addKeyboardShortcuts: () => ({}),
  addMenuItems: () => undefined,
}).configure({ autolink: true, openOnClick: false, defaultProtocol: "https", protocols: PROTOCOLS });

// `data-type` would not be stored.
const Numbered = OrderedList.extend({
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (element) => Number.parseInt(element.getAttribute("start"), 10) || 1,
      renderHTML: ({ start }) => (start === 1 ? {} : { start }),
    },
  }),
  addKeyboardShortcuts: () => ({ "Mod-Shift-7": ({ editor }) => editor.commands.toggleOrderedList() }),
});

function leaveCaption(editor) {
  const { $from } = editor.state.selection;
  const { isTextblock, type } = $from.parent;
  return isTextblock && type.spec.isolating && type.name !== "speechName" ? goAfter(editor, $from) : false;
}

// Keys that concern blocks as a whole: `names` are the nodes of the blocks, `edit(editor, found)` opens a form.
export function blockKeys(names, edit) {
  const move = (direction) => ({ editor }) => {
    const found = currentBlock(editor.state, names);
    return Boolean(found) && moveBlock(editor, found.pos, direction);
  };
  return Extension.create({
    name: "blockKeys",
    priority: 300,
    addKeyboardShortcuts: () => ({
      Enter: ({ editor }) => {
        const { node } = editor.state.selection;
        if (node && names.has(node.type.name)) return edit(editor, { node, pos: editor.state.selection.from });
        return leaveCaption(editor);
      },
      "Alt-Enter": ({ editor }) => {
        const found = currentBlock(editor.state, names);
        return Boolean(found) && edit(editor, found);
      },
      "Alt-ArrowUp": move(-1),
      "Alt-ArrowDown": move(1),
    }),
    addProseMirrorPlugins: () => [new pm.state.Plugin({
      props: { handleClick: writeBelow, handleTextInput: (view, _from, _to, typed) => writeAfter(view, typed, names) },
    })],
  });
}

// Letters typed while a block is chosen go below it; they would take its place.
function writeAfter(view, typed, names) {
  const { selection, schema, tr } = view.state;
  if (!selection.node || !names.has(selection.node.type.name) || selection.$from.depth) return false;
  tr.insert(selection.to, schema.nodes.paragraph.create(null, schema.text(typed)));
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + 1 + typed.length)).scrollIntoView());
  return true;
}

// A click below the last block begins a paragraph there.
function writeBelow(view, _pos, event) {
  const last = view.dom.lastElementChild;
  const { doc, schema, tr } = view.state;
  if (event.target !== view.dom || doc.lastChild.isTextblock || event.clientY < last.getBoundingClientRect().bottom) return false;
  tr.insert(doc.content.size, schema.nodes.paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)));
  return true;
}

export const text = [
  Body, Paragraph, Text, HardBreak, Bold, Italic, BodyLink, Heading.configure({ levels: [2, 3] }), BulletList, Numbered,
  ListItem, Blockquote, History, Dropcursor, Gapcursor,
];
