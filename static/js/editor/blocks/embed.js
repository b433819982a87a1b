// A video or a post of another site. Nothing is asked of that site: a title and a picture of ours stand for it.

import { Extension, mergeAttributes, Node, pm } from "django-prose-editor/editor";

import { insertBlock, setBlock } from "editor/blocks";
import { blockView, data } from "editor/blocks/node-view";
import { ask } from "editor/dialog";
import { make } from "editor/dom";
import { choosePictures } from "editor/library";
import { recordOf } from "editor/records";
import { t } from "editor/words";

// Names of sites are the same in every language.
const HOSTS = {
  "youtube.com": "YouTube",
  "youtu.be": "YouTube",
  "vimeo.com": "Vimeo",
  "t.me": "Telegram",
  "instagram.com": "Instagram",
  "tiktok.com": "TikTok",
  "x.com": "X",
  "twitter.com": "X",
  "facebook.com": "Facebook",
  "fb.watch": "Facebook",
  "soundcloud.com": "SoundCloud",
};
const SITES = [...new Set(Object.values(HOSTS))].join(", ");

function parse(text) {
  return URL.canParse(text) ? new URL(text) : null;
}

// The address of an allowed site with its scheme, or null. A page of the site itself has nothing to show.
export function embeddable(text) {
  const typed = text.trim();
  if (!typed || /\s/.test(typed)) return null;
  const address = parse(/^https?:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!address || address.username || address.port || !siteOf(address.href) || address.pathname.length < 2) return null;
  address.protocol = "https:";
  return address.href;
}

function siteOf(address) {
  const host = parse(address)?.hostname.toLowerCase().replace(/^(www|m|mobile|vm|player)\./, "");
  return HOSTS[host];
}

async function draw(preview, { embed, title, picture }, isCurrent) {
  const record = picture ? await recordOf("images", picture) : null;
  if (!isCurrent()) return;
  preview.replaceChildren(
    record ? make("img", { src: record.url, alt: record.alt ?? "", draggable: "false" }) : make("div", { class: "block__screen" }, "▶"),
    make("p", { class: "block__title" }, title || t("embed.noTitle")),
    make("p", { class: "block__hint" }, `${siteOf(embed ?? "") ?? ""} · ${embed}`),
  );
}

function pictureButton(taken) {
  const button = make("button", { type: "button", class: "toolbar__button", onclick: async () => {
    const [record] = await choosePictures({});
    if (!record) return;
    taken.picture = String(record.id);
    button.textContent = t("embed.pictureChosen");
  } }, t("embed.picture"));
  return button;
}

async function askEmbed(attrs, submit) {
  const taken = { picture: attrs.picture ?? null };
  const values = await ask({
    title: t("embed"),
    submit,
    extra: pictureButton(taken),
    fields: [
      { name: "embed", label: t("embed.address"), value: attrs.embed, required: true, most: 500, help: t("embed.sites", { sites: SITES }), attributes: { inputmode: "url" } },
      { name: "title", label: t("embed.title"), value: attrs.title, most: 300, help: t("embed.titleHelp") },
    ],
    check: (values) => {
      if (!values.embed) return {};
      const address = embeddable(values.embed);
      if (!address) return { embed: t("embed.refused", { sites: SITES }) };
      values.embed = address;
      return {};
    },
  });
  return values && { embed: values.embed, title: values.title || null, picture: taken.picture };
}

async function edit({ editor, getPos, node }) {
  const attrs = await askEmbed(node.attrs);
  if (attrs) setBlock(editor, getPos(), node.type, attrs);
  editor.view.focus();
}

const Embed = Node.create({
  name: "embed",
  group: "topBlock",
  content: "text*",
  marks: "bold italic link",
  isolating: true,
  addAttributes: () => ({ embed: data("embed"), title: data("title"), picture: data("picture") }),
  parseHTML: () => [{ tag: "figure[data-embed]", contentElement: "figcaption" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", mergeAttributes(HTMLAttributes), ["figcaption", 0]],
  addNodeView: () => blockView({ kind: "embed", tag: "figure", content: "figcaption", placeholder: t("embed.caption"), draw, edit }),
});

// The address of an allowed site alone on an empty line becomes an embed; in a sentence it stays a link.
const EmbedAddresses = Extension.create({
  name: "embedAddresses",
  priority: 150,
  addProseMirrorPlugins() {
    const take = (view, text, $place) => {
      const embed = embeddable(text);
      if (!embed || $place.depth !== 1 || $place.parent.content.size || $place.parent.type.name !== "paragraph") return false;
      if (view.state.selection.$from.parent !== $place.parent) this.editor.commands.setTextSelection($place.pos);
      insertBlock(this.editor, { type: "embed", attrs: { embed } });
      return true;
    };
    return [new pm.state.Plugin({
      props: {
        handlePaste: (view, event) => take(view, event.clipboardData.getData("text/plain"), view.state.selection.$from),
        handleDrop(view, event, slice, isMoved) {
          const place = isMoved ? null : view.posAtCoords({ left: event.clientX, top: event.clientY });
          const text = event.dataTransfer?.getData("text/uri-list") || event.dataTransfer?.getData("text/plain") || "";
          return Boolean(place) && take(view, text, view.state.doc.resolve(place.pos));
        },
      },
    })];
  },
});

async function insert(editor) {
  const attrs = await askEmbed({}, t("dialog.insert"));
  if (attrs) insertBlock(editor, { type: "embed", attrs });
}

export const block = { name: "embed", nodes: ["embed"], extensions: [Embed, EmbedAddresses], insert, edit };
