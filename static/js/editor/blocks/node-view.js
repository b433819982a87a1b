// How a block looks in the editor: a frame with its name and buttons, a preview, and its text where it has one.

import { pm } from "django-prose-editor/editor";

import { moveBlock, removeBlock } from "editor/blocks";
import { make } from "editor/dom";
import { iconButton } from "editor/icons";
import { t } from "editor/words";

const { NodeSelection } = pm.state;

// A stored attribute `data-name`. An empty one is not written.
export function data(name, fallback = null) {
  return {
    default: fallback,
    parseHTML: (element) => element.getAttribute(`data-${name}`) || fallback,
    renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
  };
}

// A line of text of its own, as a speaker's name, that says what belongs there while it is empty.
export function lineView(tag, placeholder) {
  return () => ({ node }) => {
    const dom = make(tag, { class: "block__line", "data-placeholder": placeholder });
    const update = (next) => {
      if (next.type !== node.type) return false;
      dom.classList.toggle("is-empty", next.content.size === 0);
      return true;
    };
    update(node);
    return { dom, contentDOM: dom, update };
  };
}

class BlockView {
  constructor({ editor, node, getPos }, { kind, tag, content, placeholder, draw, edit }) {
    Object.assign(this, { editor, node, getPos, drawPreview: draw, edit });
    this.preview = draw ? make("div", { class: "block__preview", contenteditable: "false", onclick: () => this.select() }) : null;
    this.bar = this.makeBar(kind);
    this.contentDOM = content ? make(content, { class: "block__content", "data-placeholder": placeholder }) : undefined;
    this.dom = make(tag, { class: "block", "data-kind": kind }, this.bar, this.preview, this.contentDOM);
    this.preview?.addEventListener("dblclick", () => this.edit?.(this));
    this.draw();
  }

  // Reached by mouse and touch; the toolbar has the same buttons for the keyboard.
  makeBar(kind) {
    const button = (name, act) => iconButton(name, t(`block.${name}`), { tabindex: -1, class: "block__button", onclick: act });
    // Dragged by its bar only, so that the mouse can select words in a caption.
    const take = ({ target }) => target.closest("button") || this.select();
    return make("div", { class: "block__bar", contenteditable: "false", draggable: "true", onmousedown: take },
      make("span", { class: "block__name" }, t(kind)),
      this.edit ? button("edit", () => this.edit(this)) : null,
      button("up", () => moveBlock(this.editor, this.getPos(), -1)),
      button("down", () => moveBlock(this.editor, this.getPos(), 1)),
      button("remove", () => removeBlock(this.editor, this.getPos())));
  }

  draw() {
    this.dom.dataset.layout = this.node.attrs.layout ?? "";
    this.contentDOM?.classList.toggle("is-empty", this.node.isTextblock && this.node.content.size === 0);
    const seen = JSON.stringify(this.node.attrs);
    if (!this.preview || seen === this.seen) return;
    this.seen = seen;
    this.drawPreview(this.preview, this.node.attrs, () => this.seen === seen);
  }

  select() {
    const { state, view } = this.editor;
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, this.getPos())));
    view.focus();
  }

  update(next) {
    if (next.type !== this.node.type) return false;
    this.node = next;
    this.draw();
    return true;
  }

  stopEvent(event) {
    const isOurs = this.bar.contains(event.target) || this.preview?.contains(event.target);
    return isOurs && !/^drag|^drop|pointer|mousedown/.test(event.type);
  }

  ignoreMutation(change) {
    return change.type !== "selection" && !this.contentDOM?.contains(change.target);
  }
}

export function blockView(options) {
  return (props) => new BlockView(props, options);
}
