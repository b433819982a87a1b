// A photo of the library with its own caption, alternative text, credit and width.

import { mergeAttributes, Node } from "django-prose-editor/editor";

import { insertBlock, setBlock } from "editor/blocks";
import { blockView, data } from "editor/blocks/node-view";
import { ask } from "editor/dialog";
import { make } from "editor/dom";
import { choosePictures } from "editor/library";
import { recordOf } from "editor/records";
import { t } from "editor/words";

const LAYOUTS = ["text", "wide", "side"];

const oneLine = (text) => text?.replace(/\s+/g, " ").trim() || null;

// The block that shows a picture of the library, as the editor stores it.
export function photoOf({ id, alt, credit, caption }) {
  return {
    type: "photo",
    attrs: { photo: String(id), layout: "text", alt: oneLine(alt), credit: oneLine(credit) },
    content: oneLine(caption) ? [{ type: "text", text: oneLine(caption) }] : [],
  };
}

async function draw(preview, { photo, alt, credit }, isCurrent) {
  const record = await recordOf("images", photo);
  if (!isCurrent()) return;
  const picture = record
    ? make("img", { src: record.url, alt: alt || t("photo.noAlt"), width: record.width, height: record.height, draggable: "false" })
    : make("p", { class: "block__missing" }, t("photo.missing", { number: photo }));
  preview.replaceChildren(picture);
  if (!alt) preview.append(make("p", { class: "block__warning" }, t("photo.noAlt")));
  if (!credit) preview.append(make("p", { class: "block__warning" }, t("photo.noCredit")));
}

function replaceButton(taken) {
  const choose = async () => {
    const [record] = await choosePictures({});
    if (!record) return;
    taken.record = record;
    const form = button.closest("form");
    form.elements.alt.value = record.alt ?? "";
    form.elements.credit.value = record.credit ?? "";
  };
  const button = make("button", { type: "button", class: "toolbar__button", onclick: choose }, t("photo.replace"));
  return button;
}

async function edit(view) {
  const { editor, getPos, node } = view;
  const taken = {};
  const values = await ask({
    title: t("photo"),
    extra: replaceButton(taken),
    fields: [
      { name: "alt", label: t("photo.alt"), kind: "textarea", value: node.attrs.alt, required: true, most: 500, help: t("photo.altHelp"), requiredSentence: t("photo.altRequired") },
      { name: "credit", label: t("photo.credit"), value: node.attrs.credit, most: 200 },
      { name: "layout", label: t("photo.layout"), kind: "choice", value: node.attrs.layout, options: LAYOUTS.map((name) => [name, t(`photo.layout.${name}`)]) },
    ],
  });
  if (!values) return;
  const photo = taken.record ? String(taken.record.id) : node.attrs.photo;
  setBlock(editor, getPos(), node.type, { ...values, credit: values.credit || null, photo });
  editor.view.focus();
}

const Photo = Node.create({
  name: "photo",
  group: "topBlock",
  content: "text*",
  marks: "bold italic link",
  isolating: true,
  addAttributes: () => ({ photo: data("photo"), layout: data("layout", "text"), alt: data("alt"), credit: data("credit") }),
  parseHTML: () => [{ tag: "figure[data-photo]", contentElement: "figcaption" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", mergeAttributes(HTMLAttributes), ["figcaption", 0]],
  addNodeView: () => blockView({ kind: "photo", tag: "figure", content: "figcaption", placeholder: t("photo.caption"), draw, edit }),
});

async function insert(editor) {
  const [record] = await choosePictures({});
  if (record) insertBlock(editor, photoOf(record));
}

export const block = { name: "photo", nodes: ["photo"], extensions: [Photo], insert, edit };
