// The dialog of a link: an address, or one of our own articles, found while somebody types.

import { Extension } from "django-prose-editor/editor";

import { ask } from "editor/dialog";
import { make } from "editor/dom";
import { say } from "editor/notice";
import { SearchList } from "editor/search-list";
import { PROTOCOLS } from "editor/text";
import { addresses, t } from "editor/words";

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const EMAIL = /^[^\s@/]+@[^\s@/]+\.[\p{L}]{2,}$/u;
const PHONE = /^\+?[\d\s()-]{6,20}$/;
const WEB = /^(?:\/\/)?((?:[\p{L}\d-]+\.)+[\p{L}]{2,}(?::\d+)?(?:[/?#]\S*)?)$/u;
const OWN = /^\/(?!\/)\S*$/;

// The whole address for what was typed, or null if it leads nowhere.
export function completeAddress(typed) {
  const address = typed.trim();
  const scheme = SCHEME.exec(address)?.[1].toLowerCase();
  if (scheme && PROTOCOLS.includes(scheme)) return URL.canParse(address) && !/\s/.test(address) ? address : null;
  if (OWN.test(address)) return address;
  if (EMAIL.test(address)) return `mailto:${address}`;
  if (PHONE.test(address)) return `tel:${address.replace(/[\s()-]/g, "")}`;
  const web = WEB.exec(address);
  return web ? `https://${web[1]}` : null;
}

const isWords = (typed) => typed.length > 1 && !completeAddress(typed) && !/^[a-z]+:/i.test(typed);

function findArticles() {
  const input = document.querySelector("dialog[open] input[name=href]");
  const found = new SearchList({
    input, kind: "articles", values: { live: 1 }, searches: isWords,
    draw: ({ headline, state_label, public_url }) => [headline, public_url || state_label],
    pick: ({ public_url }) => {
      input.value = public_url;
      input.focus();
    },
  });
  input.after(found.list, found.state);
}

function removeButton(editor) {
  const remove = ({ target }) => {
    target.closest("dialog").close();
    editor.commands.removeLink();
  };
  return make("button", { type: "button", class: "toolbar__button", onclick: remove }, t("link.remove"));
}

async function askAddress(editor, href) {
  const answer = ask({
    extra: href ? removeButton(editor) : null,
    title: t(href ? "link.change" : "link.new"),
    submit: t(href ? "dialog.done" : "link.insert"),
    fields: [{ name: "href", label: t("link.address"), value: href, required: true, help: t(addresses.articles ? "link.helpFind" : "link.help"), attributes: { inputmode: "url" } }],
    check: (values) => {
      if (!values.href) return {};
      const address = completeAddress(values.href);
      if (!address) return { href: t("link.nowhere") };
      values.href = address;
      return {};
    },
  });
  if (addresses.articles) findArticles();
  return answer;
}

async function edit(editor) {
  const isLink = editor.isActive("link");
  if (editor.state.selection.empty && !isLink) {
    say(t("link.selectFirst"));
    return;
  }
  const values = await askAddress(editor, editor.getAttributes("link").href ?? "");
  editor.view.focus();
  if (!values) return;
  const chain = editor.chain();
  if (isLink) chain.extendMarkRange("link");
  chain.setMark("link", { href: values.href }).run();
}

export const LinkDialog = Extension.create({
  name: "linkDialog",
  priority: 500,
  addOptions: () => ({ body: null }),
  addCommands() {
    return {
      askLink: () => ({ editor }) => (edit(editor), true),
      removeLink: () => ({ chain }) => chain().focus().extendMarkRange("link").unsetMark("link").run(),
    };
  },
  addKeyboardShortcuts: () => ({
    // Without a selection or a link the keys belong to the search over everything.
    "Mod-k": ({ editor }) => {
      if (editor.state.selection.empty && !editor.isActive("link")) return false;
      return editor.commands.askLink();
    },
  }),
});
