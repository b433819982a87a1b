// A fact box: written once, used in several articles, with the date of its last check.

import { mergeAttributes, Node } from "django-prose-editor/editor";

import { insertBlock, setBlock } from "editor/blocks";
import { blockView, data } from "editor/blocks/node-view";
import { make } from "editor/dom";
import { pick } from "editor/pick";
import { recordOf, remember } from "editor/records";
import { t } from "editor/words";

async function draw(preview, { fact }, isCurrent) {
  const record = await recordOf("facts", fact);
  if (!isCurrent()) return;
  if (!record) {
    preview.replaceChildren(make("p", { class: "block__missing" }, t("fact-box.missing", { number: fact })));
    return;
  }
  preview.replaceChildren(
    make("p", { class: "block__title" }, record.title),
    make("p", {}, record.text ?? ""),
    make("p", { class: "block__hint" }, record.checked ? t("fact-box.checked", { date: record.checked }) : ""),
  );
  if (record.newer) preview.append(make("p", { class: "block__warning" }, t("fact-box.newer")));
  if (record.admin_url) preview.append(make("a", { href: record.admin_url, target: "_blank", rel: "noopener", tabindex: -1 }, t("fact-box.open")));
}

const choose = () => pick({
  title: t("fact-box"), label: t("fact-box.find"), kind: "facts",
  draw: ({ title, checked }) => [title, checked ? t("fact-box.checked", { date: checked }) : ""],
});

async function edit({ editor, getPos, node }) {
  const record = await choose();
  if (record) setBlock(editor, getPos(), node.type, { fact: String(remember("facts", record).id) });
  editor.view.focus();
}

const FactBox = Node.create({
  name: "factBox",
  group: "topBlock",
  atom: true,
  draggable: true,
  addAttributes: () => ({ fact: data("fact") }),
  parseHTML: () => [{ tag: "aside[data-fact]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", mergeAttributes(HTMLAttributes)],
  addNodeView: () => blockView({ kind: "fact-box", tag: "aside", draw, edit }),
});

async function insert(editor) {
  const record = await choose();
  if (record) insertBlock(editor, { type: "factBox", attrs: { fact: String(remember("facts", record).id) } });
}

export const block = { name: "fact-box", nodes: ["factBox"], extensions: [FactBox], insert, edit, needs: "facts" };
