// The list of blocks: typed as «/» in the text, or opened from the toolbar. Letters after it narrow it down.

import { Extension, pm } from "django-prose-editor/editor";

import { make, newId } from "editor/dom";
import { icon } from "editor/icons";
import { t } from "editor/words";

const TYPED = /(?:^|\s)\/([\p{L}]*)$/u;

class Menu {
  constructor(editor, body) {
    Object.assign(this, { editor, body, index: 0, offers: [] });
    this.list = make("ul", { class: "slash-menu", role: "listbox", id: newId("blocks"), popover: "manual", tabindex: 0, "aria-label": t("insert") });
    // By mousedown, so that the text keeps its focus.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take([...this.list.children].indexOf(event.target.closest("[role=option]")));
    });
    document.body.append(this.list);
  }

  get isOpen() {
    return this.list.matches(":popover-open");
  }

  // What stands after the slash before the caret, or null.
  typed() {
    const { $from, empty } = this.editor.state.selection;
    if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.isolating) return null;
    const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 40), $from.parentOffset, null, "\ufffc");
    return TYPED.exec(before)?.[1] ?? null;
  }

  follow() {
    const typed = this.typed();
    if (typed === null || !this.editor.view.hasFocus()) {
      this.dismissed = false;
      this.close();
    } else if (!this.dismissed) {
      this.show(this.matching(typed), this.editor.view.coordsAtPos(this.editor.state.selection.from));
    }
  }

  matching(typed) {
    const word = typed.toLocaleLowerCase();
    const starts = (text) => text.toLocaleLowerCase().split(/\s+/).some((part) => part.startsWith(word));
    const named = this.body.offers.filter(({ name }) => starts(t(name)));
    // What is called so comes before what may be meant.
    return [...named, ...this.body.offers.filter((offer) => !named.includes(offer) && starts(t(`${offer.name}.also`)))];
  }

  show(offers, { left, top, bottom }) {
    if (!offers.length) {
      this.close();
      return;
    }
    if (offers.map(({ name }) => name).join() !== this.offers.map(({ name }) => name).join()) this.fill(offers);
    if (!this.isOpen) this.list.showPopover();
    const { height, width } = this.list.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    const isBelow = bottom + height < (window.visualViewport?.height ?? innerHeight) || top < height;
    this.list.style.left = `${Math.max(4, Math.min(left, clientWidth - width - 8))}px`;
    this.list.style.top = `${isBelow ? bottom + 4 : top - height - 4}px`;
    this.editor.view.dom.setAttribute("aria-controls", this.list.id);
    this.mark(this.index);
  }

  fill(offers) {
    this.offers = offers;
    this.index = 0;
    this.list.replaceChildren(...offers.map(({ name }) =>
      make("li", { role: "option", id: newId("offer"), "data-name": name }, icon(name), make("span", {}, t(name)))));
  }

  mark(index) {
    this.index = (index + this.offers.length) % this.offers.length;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.index)));
    const active = this.list.children[this.index];
    this.editor.view.dom.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  close() {
    if (!this.isOpen) return;
    this.list.hidePopover();
    for (const name of ["aria-activedescendant", "aria-controls"]) this.editor.view.dom.removeAttribute(name);
  }

  press(event) {
    if (!this.isOpen || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowDown") this.mark(this.index + 1);
    else if (event.key === "ArrowUp") this.mark(this.index - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.index);
    else if (event.key === "Escape") this.dismiss();
    else return false;
    return true;
  }

  dismiss() {
    this.dismissed = true;
    this.close();
  }

  take(index) {
    const block = this.offers[index];
    if (!block) return;
    const typed = this.typed();
    this.close();
    const { from } = this.editor.state.selection;
    if (typed !== null) this.editor.view.dispatch(this.editor.state.tr.delete(from - typed.length - 1, from));
    block.insert(this.editor);
  }

  openAt(button) {
    if (this.isOpen) {
      this.close();
      return;
    }
    this.editor.view.focus();
    this.show(this.body.offers, button.getBoundingClientRect());
  }
}

export const SlashMenu = Extension.create({
  name: "slashMenu",
  // Before Enter and arrows of the text.
  priority: 1000,
  addOptions: () => ({ body: null }),
  addStorage: () => ({ menu: null }),
  onCreate() {
    this.storage.menu = new Menu(this.editor, this.options.body);
  },
  onTransaction({ transaction }) {
    if (transaction.docChanged || transaction.selectionSet) this.storage.menu?.follow();
  },
  onBlur() {
    this.storage.menu?.close();
  },
  onDestroy() {
    this.storage.menu?.list.remove();
  },
  addCommands() {
    return { openMenu: (button) => () => (this.storage.menu.openAt(button), true) };
  },
  addProseMirrorPlugins() {
    return [new pm.state.Plugin({ props: { handleKeyDown: (_view, event) => this.storage.menu?.press(event) ?? false } })];
  },
});
