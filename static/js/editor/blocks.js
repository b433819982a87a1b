// Where blocks go in the text: inserting one, moving it, taking it away, and the paragraph after it.

import { pm } from "django-prose-editor/editor";

const { NodeSelection, Selection, TextSelection } = pm.state;

const isEmptyParagraph = (node) => node?.type.name === "paragraph" && node.content.size === 0;

// Put `node` at a place between the blocks of the document, or over the empty paragraph there. Return its position.
export function putBlock(tr, place, node) {
  const { nodeBefore, nodeAfter } = tr.doc.resolve(place);
  let at = place;
  if (isEmptyParagraph(nodeBefore)) {
    at = place - nodeBefore.nodeSize;
    tr.replaceWith(at, place, node);
  } else if (isEmptyParagraph(nodeAfter)) {
    tr.replaceWith(place, place + nodeAfter.nodeSize, node);
  } else {
    tr.insert(place, node);
  }
  const end = at + node.nodeSize;
  if (!tr.doc.resolve(end).nodeAfter?.isTextblock) tr.insert(end, tr.doc.type.schema.nodes.paragraph.create());
  return at;
}

// The place between top blocks that belongs to a position: after the block that it stands in.
export function topPlace($position) {
  return $position.depth ? $position.after(1) : $position.pos;
}

function placeOfCaret({ selection }) {
  const { $from, $to } = selection;
  const isInEmpty = $from.depth === 1 && isEmptyParagraph($from.parent);
  return isInEmpty ? $from.after(1) : topPlace($to);
}

// Tiptap's insertContent would replace the block in whose empty caption the caret stands.
export function insertBlock(editor, json) {
  const { state, view } = editor;
  const node = state.schema.nodeFromJSON(json);
  node.check();
  const tr = state.tr;
  const at = putBlock(tr, placeOfCaret(state), node);
  const end = at + node.nodeSize;
  const inside = node.isAtom ? null : Selection.findFrom(tr.doc.resolve(at + 1), 1, true);
  const isInside = inside && inside.from < end;
  tr.setSelection(isInside ? inside : Selection.near(tr.doc.resolve(end), 1));
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return at;
}

// The innermost block at the selection that is edited as a whole: { node, pos }, or null.
export function currentBlock({ selection }, names) {
  if (selection instanceof NodeSelection && names.has(selection.node.type.name)) {
    return { node: selection.node, pos: selection.from };
  }
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (names.has(node.type.name)) return { node, pos: $from.before(depth) };
  }
  return null;
}

// Exchange the block with the one before (-1) or after (1) it. Return whether there was one.
export function moveBlock(editor, pos, direction) {
  const { state, view } = editor;
  const $place = state.doc.resolve(pos);
  const node = $place.nodeAfter;
  const other = direction < 0 ? $place.nodeBefore : state.doc.resolve(pos + node.nodeSize).nodeAfter;
  if (!other) return false;
  const target = direction < 0 ? pos - other.nodeSize : pos + other.nodeSize;
  const tr = state.tr.delete(pos, pos + node.nodeSize).insert(target, node);
  view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, target)).scrollIntoView());
  return true;
}

// Take a block away; what holds nothing else goes with it.
export function removeBlock(editor, pos) {
  const { state, view } = editor;
  const $place = state.doc.resolve(pos);
  if ($place.depth && $place.parent.childCount === 1) return removeBlock(editor, $place.before());
  const tr = state.tr.delete(pos, pos + $place.nodeAfter.nodeSize);
  if (!tr.doc.childCount) tr.insert(0, state.schema.nodes.paragraph.create());
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)))).scrollIntoView());
  view.focus();
  return true;
}

// Leave a block for the text after it: Enter in a caption.
export function goAfter(editor, $position) {
  const { state, view } = editor;
  const end = topPlace($position);
  const tr = state.tr;
  if (!tr.doc.resolve(end).nodeAfter?.isTextblock) tr.insert(end, state.schema.nodes.paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
}

// Change the attributes of the block at a position, if it still is of this kind.
export function setBlock(editor, pos, type, attributes) {
  const node = editor.state.doc.nodeAt(pos);
  if (node?.type !== type) return;
  editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { ...node.attrs, ...attributes }));
}
