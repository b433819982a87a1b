// Words, characters and reading time of the body; and how many characters are left in fields with a limit.

import { make } from "editor/dom";
import { plural, t } from "editor/words";

const WORD = /[\p{L}\p{N}]+(?:[-\u2010\u2011'’ʼ][\p{L}\p{N}]+|(?<=\d)[.,:/]\d+)*/gu;
const WORDS_A_MINUTE = { ru: 180, kk: 160 };
const AFTER = 300; // milliseconds
const NEAR = 0.8; // of a limit

// A block that did not change is the same object, so its count is kept.
const known = new WeakMap();

function countOf(node) {
  if (!known.has(node)) {
    const text = node.textContent;
    known.set(node, { words: text.match(WORD)?.length ?? 0, characters: [...text].length });
  }
  return known.get(node);
}

export function count(doc) {
  let words = 0;
  let characters = 0;
  doc.forEach((node) => {
    const counted = node.isTextblock ? countOf(node) : countOfBlock(node);
    words += counted.words;
    characters += counted.characters;
  });
  return { words, characters };
}

// Text blocks inside are apart: the last word of one and the first of the next are two.
function countOfBlock(block) {
  if (!known.has(block)) {
    const total = { words: 0, characters: 0 };
    block.descendants((node) => {
      if (!node.isTextblock) return;
      const { words, characters } = countOf(node);
      total.words += words;
      total.characters += characters;
    });
    known.set(block, total);
  }
  return known.get(block);
}

export class Counts {
  constructor(body) {
    this.body = body;
    this.element = make("p", { class: "editor__counts" });
    body.editor.on("update", () => this.later());
    for (const field of body.textarea.form.querySelectorAll(":is(input, textarea)[data-limit]")) limit(field);
    body.textarea.form.addEventListener("change", ({ target }) => target.name === "language" && this.show());
    this.show();
  }

  get language() {
    const { form, lang } = this.body.textarea;
    return form.querySelector("[name=language]:checked, select[name=language]")?.value ?? (lang || "ru");
  }

  later() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.show();
    }, AFTER);
  }

  show() {
    const { words, characters } = count(this.body.editor.state.doc);
    const minutes = Math.max(1, Math.round(words / (WORDS_A_MINUTE[this.language] ?? WORDS_A_MINUTE.ru)));
    const parts = [plural("words", words), plural("characters", characters)];
    if (words) parts.push(plural("minutes", minutes));
    this.element.textContent = parts.join(" · ");
  }
}

// Show what is left before it is too much, from four fifths of the limit on.
function limit(field) {
  const most = Number(field.dataset.limit);
  const place = make("p", { class: "limit", id: `${field.id}-limit`, role: "status", hidden: true });
  field.after(place);
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), place.id].filter(Boolean).join(" "));
  const show = () => {
    const length = [...field.value].length;
    place.hidden = length < most * NEAR;
    place.dataset.is = length > most ? "over" : "near";
    place.textContent = t(length > most ? "limit.over" : "limit.left", { left: Math.abs(most - length), most });
  };
  field.addEventListener("input", show);
  show();
}
