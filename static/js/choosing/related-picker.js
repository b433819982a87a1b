// The picks for «Похожее»: found while somebody types, put in order by buttons. The lines of the form stay, hidden.

import { make } from "editor/dom";
import { SearchList } from "editor/search-list";

const LABEL = /^№\s*(\d+)(?:\s+—\s+(.*))?$/;
const LOCALE = document.documentElement.lang || "ru";

class RelatedPicker {
  constructor(lines) {
    this.lines = lines;
    this.inputs = [...lines.querySelectorAll("input")];
    const typed = this.inputs.map((input) => input.value.trim()).filter(Boolean);
    this.picks = typed.map((line) => LABEL.exec(line)).filter(Boolean)
      .map(([label, id, headline]) => ({ id: Number(id), headline: headline ?? label, label }));
    this.build();
    this.draw();
    // What the server could not make out is looked for again, so that one press chooses.
    this.input.value = typed.find((line) => !LABEL.test(line)) ?? "";
    if (this.input.value) this.found.search();
  }

  build() {
    const { lines, inputs } = this;
    const { findLabel, placeholder, fullLabel } = lines.dataset;
    const own = Number(document.querySelector("[data-behaviour~=autosave]")?.dataset.article);
    this.chosen = make("ol", { class: "related-picker__chosen" });
    this.input = make("input", { type: "search", class: "vTextField", autocomplete: "off", "aria-label": findLabel, placeholder });
    this.full = make("p", { class: "help", hidden: true }, fullLabel);
    this.found = new SearchList({
      input: this.input, kind: "articles", values: { live: 1, get language() { return languageOf(inputs[0]); } },
      searches: (q) => q.length > 1 || Number(q) > 0,
      keeps: ({ id }) => id !== own && !this.picks.some((pick) => pick.id === id),
      draw: ({ id, headline, published_at }) => [headline, `№ ${id} · ${new Date(published_at).toLocaleDateString(LOCALE)}`],
      pick: ({ id, headline }) => this.add({ id, headline, label: `№ ${id} — ${headline}` }),
    });
    // Enter in a search would otherwise send the form.
    this.input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    lines.hidden = true;
    lines.after(make("div", { class: "related-picker" }, this.chosen, this.input, this.full, this.found.list, this.found.state));
  }

  add(pick) {
    this.picks.push(pick);
    this.input.value = "";
    this.changed();
    if (this.input.hidden) this.button(this.picks.length - 1, "remove").focus();
    else this.input.focus();
  }

  move(index, by) {
    const [pick] = this.picks.splice(index, 1);
    this.picks.splice(index + by, 0, pick);
    this.changed();
    const [same, other] = [this.button(index + by, by < 0 ? "up" : "down"), this.button(index + by, by < 0 ? "down" : "up")];
    (same.disabled ? other : same).focus();
  }

  remove(index) {
    this.picks.splice(index, 1);
    this.changed();
    this.input.focus();
  }

  button(index, name) {
    return this.chosen.children[index].querySelector(`[data-press=${name}]`);
  }

  changed() {
    this.draw();
    this.inputs.forEach((input, index) => {
      input.value = this.picks[index]?.label ?? "";
    });
    this.inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
  }

  draw() {
    this.chosen.replaceChildren(...this.picks.map((pick, index) => this.row(pick, index)));
    this.chosen.hidden = !this.picks.length;
    const isFull = this.picks.length >= this.inputs.length;
    this.input.hidden = isFull;
    this.full.hidden = !isFull;
  }

  row({ id, headline }, index) {
    const { upLabel, downLabel, removeLabel } = this.lines.dataset;
    const button = (press, sign, label, disabled, onclick) => make("button", {
      type: "button", class: "formset-row__move", "data-press": press, "aria-label": `${label}: ${headline}`, title: label, disabled, onclick,
    }, sign);
    return make("li", { class: "related-picker__pick", "data-id": id },
      make("span", { class: "related-picker__headline" }, headline),
      button("up", "↑", upLabel, index === 0, () => this.move(index, -1)),
      button("down", "↓", downLabel, index === this.picks.length - 1, () => this.move(index, 1)),
      button("remove", "×", removeLabel, false, () => this.remove(index)));
  }
}

function languageOf(input) {
  return new FormData(input.form).get("language") ?? input.dataset.language;
}

for (const lines of document.querySelectorAll("[data-behaviour~=related-picker]")) new RelatedPicker(lines);
