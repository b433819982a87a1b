// Two to forty photos that are shown together.

import { mergeAttributes, Node } from "django-prose-editor/editor";

import { insertBlock } from "editor/blocks";
import { blockView } from "editor/blocks/node-view";
import { photoOf } from "editor/blocks/photo";
import { make } from "editor/dom";
import { say } from "editor/notice";
import { choosePictures } from "editor/library";
import { t } from "editor/words";

const MOST = 40;
const LEAST = 2;

async function edit({ editor, getPos }) {
  const records = await choosePictures({ multiple: true });
  const pos = getPos();
  const gallery = editor.state.doc.nodeAt(pos);
  if (!records.length || gallery?.type.name !== "gallery") return;
  if (gallery.childCount + records.length > MOST) {
    say(t("gallery.tooMany", { most: MOST }));
    return;
  }
  const photos = records.map((record) => editor.schema.nodeFromJSON(photoOf(record)));
  editor.view.dispatch(editor.state.tr.insert(pos + gallery.nodeSize - 1, photos));
}

function draw(preview) {
  preview.replaceChildren(make("p", { class: "block__hint" }, t("gallery.hint")));
}

const Gallery = Node.create({
  name: "gallery",
  group: "topBlock",
  content: `photo{1,${MOST}}`,
  isolating: true,
  parseHTML: () => [{ tag: "section[data-gallery]" }],
  renderHTML: ({ HTMLAttributes }) => ["section", mergeAttributes(HTMLAttributes, { "data-gallery": "" }), 0],
  addNodeView: () => blockView({ kind: "gallery", tag: "section", content: "div", draw, edit }),
});

async function insert(editor) {
  const records = await choosePictures({ multiple: true });
  if (records.length > MOST) say(t("gallery.tooMany", { most: MOST }));
  else if (records.length >= LEAST) insertBlock(editor, { type: "gallery", content: records.map(photoOf) });
  else if (records.length) insertBlock(editor, photoOf(records[0]));
}

export const block = { name: "gallery", nodes: ["gallery"], extensions: [Gallery], insert, edit };
