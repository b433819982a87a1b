// A card that leads to another article of ours.

import { mergeAttributes, Node } from "django-prose-editor/editor";

import { insertBlock, setBlock } from "editor/blocks";
import { blockView, data } from "editor/blocks/node-view";
import { make } from "editor/dom";
import { pick } from "editor/pick";
import { recordOf, remember } from "editor/records";
import { t } from "editor/words";

async function draw(preview, { card }, isCurrent) {
  const record = await recordOf("cards", card);
  if (!isCurrent()) return;
  if (!record) {
    preview.replaceChildren(make("p", { class: "block__missing" }, t("card.missing", { number: card })));
    return;
  }
  preview.replaceChildren(
    make("p", { class: "block__title" }, record.headline),
    make("p", { class: "block__hint" }, `№ ${card} · ${record.state_label}`),
  );
  if (!record.is_live) preview.append(make("p", { class: "block__warning" }, t("card.notLive")));
}

const choose = (value) => pick({
  title: t("card"), label: t("card.find"), kind: "articles", values: { live: 1 }, value,
  draw: ({ headline, state_label, id }) => [headline, `№ ${id} · ${state_label}`],
});

async function edit({ editor, getPos, node }) {
  const record = await choose();
  if (record) setBlock(editor, getPos(), node.type, { card: String(remember("cards", record).id) });
  editor.view.focus();
}

const Card = Node.create({
  name: "card",
  group: "topBlock",
  atom: true,
  draggable: true,
  addAttributes: () => ({ card: data("card") }),
  parseHTML: () => [{ tag: "aside[data-card]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", mergeAttributes(HTMLAttributes)],
  addNodeView: () => blockView({ kind: "card", tag: "aside", draw, edit }),
});

async function insert(editor) {
  const record = await choose();
  if (record) insertBlock(editor, { type: "card", attrs: { card: String(remember("cards", record).id) } });
}

export const block = { name: "card", nodes: ["card"], extensions: [Card], insert, edit, needs: "articles" };
