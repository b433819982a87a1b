// An audio or video file or a document of ours, under the title that readers see.

import { mergeAttributes, Node } from "django-prose-editor/editor";

import { insertBlock, setBlock } from "editor/blocks";
import { blockView, data } from "editor/blocks/node-view";
import { make } from "editor/dom";
import { pick } from "editor/pick";
import { recordOf, remember } from "editor/records";
import { t } from "editor/words";

async function draw(preview, { file }, isCurrent) {
  const record = await recordOf("files", file);
  if (!isCurrent()) return;
  if (!record) {
    preview.replaceChildren(make("p", { class: "block__missing" }, t("file.missing", { number: file })));
    return;
  }
  const player = { audio: "audio", video: "video" }[record.kind];
  preview.replaceChildren(
    player
      ? make(player, { src: record.url, controls: true, preload: "none", tabindex: -1 })
      : make("p", { class: "block__title" }, record.title),
    make("p", { class: "block__hint" }, [player ? record.title : "", record.size].filter(Boolean).join(" · ")),
  );
}

const choose = () => pick({
  title: t("file"), label: t("file.find"), kind: "files", upload: t("file.upload"),
  draw: ({ title, size }) => [title, size],
});

async function edit({ editor, getPos, node }) {
  const record = await choose();
  if (record) setBlock(editor, getPos(), node.type, { file: String(remember("files", record).id) });
  editor.view.focus();
}

const FileBlock = Node.create({
  name: "file",
  group: "topBlock",
  content: "text*",
  marks: "",
  isolating: true,
  addAttributes: () => ({ file: data("file") }),
  parseHTML: () => [{ tag: "figure[data-file]", contentElement: "figcaption" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", mergeAttributes(HTMLAttributes), ["figcaption", 0]],
  addNodeView: () => blockView({ kind: "file", tag: "figure", content: "figcaption", placeholder: t("file.title"), draw, edit }),
});

async function insert(editor) {
  const record = await choose();
  if (!record) return;
  const title = remember("files", record).title;
  insertBlock(editor, { type: "file", attrs: { file: String(record.id) }, content: title ? [{ type: "text", text: title }] : [] });
}

export const block = { name: "file", nodes: ["file"], extensions: [FileBlock], insert, edit, needs: "files" };
