// Find and replace inside the text: Ctrl+H or the button. Ctrl+F stays the browser's.

import { Extension, pm } from "django-prose-editor/editor";

import { make, newId } from "editor/dom";
import { t } from "editor/words";

const { Plugin, PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const KEY = new PluginKey("find");
const MOST = 2000; // places that are marked at once

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// The places of a text in the document: [{ from, to }]. One leaf is one character, so offsets are positions.
export function placesOf(doc, wanted, { isExact = false, isWhole = false } = {}) {
  if (!wanted) return [];
  const edge = isWhole ? ["(?<![\\p{L}\\p{N}])", "(?![\\p{L}\\p{N}])"] : ["", ""];
  const pattern = new RegExp(`${edge[0]}${escape(wanted)}${edge[1]}`, isExact ? "gu" : "giu");
  const found = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, null, "\ufffc");
    for (const match of text.matchAll(pattern)) {
      found.push({ from: pos + 1 + match.index, to: pos + 1 + match.index + match[0].length });
    }
    return false;
  });
  return found;
}

class Panel {
  constructor(editor, body) {
    Object.assign(this, { editor, body, places: [], index: -1 });
    this.wanted = make("input", { type: "text", id: newId("find"), autocomplete: "off", oninput: () => this.search(true) });
    this.other = make("input", { type: "text", id: newId("replace"), autocomplete: "off" });
    this.exact = make("input", { type: "checkbox", onchange: () => this.search(true) });
    this.whole = make("input", { type: "checkbox", onchange: () => this.search(true) });
    this.count = make("span", { class: "find__count", role: "status" });
    const button = (word, act) => make("button", { type: "button", class: "toolbar__button", onclick: act }, t(word));
    this.element = make("div", { class: "find", role: "search", "aria-label": t("find"), onkeydown: (event) => this.press(event) },
      make("div", { class: "find__field" }, make("label", { for: this.wanted.id }, t("find.what")), this.wanted),
      make("div", { class: "find__field" }, make("label", { for: this.other.id }, t("find.with")), this.other),
      make("div", { class: "find__options" }, make("label", {}, this.exact, t("find.exact")), make("label", {}, this.whole, t("find.whole")), this.count),
      make("div", { class: "find__buttons" },
        button("find.previous", () => this.go(-1)), button("find.next", () => this.go(1)),
        button("find.replace", () => this.replace()), button("find.all", () => this.replaceAll()), button("find.close", () => this.close())));
  }

  open() {
    const { from, to, empty } = this.editor.state.selection;
    const chosen = empty ? "" : this.editor.state.doc.textBetween(from, to, "\n");
    if (chosen && !chosen.includes("\n")) this.wanted.value = chosen;
    this.body.panel.replaceChildren(this.element);
    this.body.panel.hidden = false;
    this.search(true);
    this.wanted.focus();
    this.wanted.select();
  }

  close() {
    this.body.panel.hidden = true;
    this.places = [];
    this.mark();
    this.editor.view.focus();
  }

  get isOpen() {
    return !this.body.panel.hidden;
  }

  // Find again; from the caret on, if the wanted text is another one.
  search(isNew) {
    const { doc, selection } = this.editor.state;
    this.places = placesOf(doc, this.wanted.value, { isExact: this.exact.checked, isWhole: this.whole.checked });
    const next = this.places.findIndex(({ from }) => from >= selection.from);
    if (isNew || this.index >= this.places.length) this.index = Math.max(next, this.places.length ? 0 : -1);
    this.mark();
    if (isNew) this.show();
  }

  say() {
    const total = this.places.length;
    const isEmpty = !this.wanted.value;
    this.count.textContent = isEmpty ? "" : total ? t("find.count", { at: this.index + 1, total }) : t("find.nothing");
  }

  mark() {
    this.say();
    const isShown = this.isOpen;
    this.editor.view.dispatch(this.editor.state.tr.setMeta(KEY, { places: isShown ? this.places.slice(0, MOST) : [], index: this.index }));
  }

  show() {
    const place = this.places[this.index];
    if (!place) return;
    const { dom } = this.editor.view;
    const element = this.editor.view.domAtPos(place.from).node;
    (element.nodeType === 1 ? element : element.parentElement ?? dom).scrollIntoView({ block: "center" });
  }

  go(direction) {
    if (!this.places.length) return;
    this.index = (this.index + direction + this.places.length) % this.places.length;
    this.mark();
    this.show();
  }

  replace() {
    const place = this.places[this.index];
    if (!place) return;
    const { tr } = this.editor.state;
    this.editor.view.dispatch(tr.insertText(this.other.value, place.from, place.to));
    this.places = placesOf(this.editor.state.doc, this.wanted.value, { isExact: this.exact.checked, isWhole: this.whole.checked });
    const after = this.places.findIndex(({ from }) => from >= place.from + this.other.value.length);
    this.index = this.places.length ? Math.max(after, 0) : -1;
    this.mark();
    this.show();
  }

  // One step, apart from what was typed before, so that it is undone at once.
  replaceAll() {
    const tr = pm.history.closeHistory(this.editor.state.tr);
    for (const { from, to } of this.places.toReversed()) tr.insertText(this.other.value, from, to);
    const total = this.places.length;
    if (total) this.editor.view.dispatch(tr);
    this.search(false);
    this.count.textContent = t("find.replaced", { total });
  }

  press(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.wanted) this.go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.other) this.replace();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function decorations({ places, index }, doc) {
  return DecorationSet.create(doc, places.map(({ from, to }, at) =>
    Decoration.inline(from, to, { class: at === index ? "found found--current" : "found" })));
}

function marks() {
  return new Plugin({
    key: KEY,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        const found = tr.getMeta(KEY);
        return found ? decorations(found, tr.doc) : set.map(tr.mapping, tr.doc);
      },
    },
    props: { decorations: (state) => KEY.getState(state) },
  });
}

export const FindReplace = Extension.create({
  name: "findReplace",
  addOptions: () => ({ body: null }),
  addStorage: () => ({ panel: null }),
  onCreate() {
    this.storage.panel = new Panel(this.editor, this.options.body);
  },
  onUpdate() {
    const { panel } = this.storage;
    if (panel?.isOpen && this.editor.view.hasFocus()) panel.search(false);
  },
  addCommands() {
    return { openFind: () => () => (this.storage.panel.open(), true) };
  },
  addKeyboardShortcuts: () => ({ "Ctrl-h": ({ editor }) => editor.commands.openFind() }),
  addProseMirrorPlugins: () => [marks()],
});

// Select the place, so that typing replaces it.
export function selectPlace(editor, { from, to }) {
  editor.view.focus();
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)).scrollIntoView());
}
