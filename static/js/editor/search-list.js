// A list under a field that finds records while somebody types: arrows choose, Enter takes.

import { make, newId } from "editor/dom";
import { find } from "editor/records";
import { t } from "editor/words";

const AFTER = 200; // milliseconds of no typing

export class SearchList {
  constructor({ input, kind, values = {}, draw, pick, searches = () => true, keeps = () => true }) {
    Object.assign(this, { input, kind, values, draw, pick, searches, keeps });
    this.list = make("ul", { role: "listbox", id: newId("found"), class: "search-list", "aria-label": t("search.found"), hidden: true });
    this.state = make("p", { class: "help", role: "status" });
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("click", ({ target }) => this.take(target.closest("[role=option]")));
    this.records = [];
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), AFTER);
  }

  async search() {
    const q = this.input.value.trim();
    this.asked?.abort();
    if (!this.searches(q)) {
      this.show([]);
      return;
    }
    this.asked = new AbortController();
    const { signal } = this.asked;
    const records = await find(this.kind, { ...this.values, q }, { signal });
    if (signal.aborted) return;
    this.show(records?.filter(this.keeps) ?? []);
    this.state.textContent = records ? (this.records.length ? "" : t("search.nothing")) : t("search.failed");
  }

  show(records) {
    this.records = records;
    this.state.textContent = "";
    this.list.replaceChildren(...records.map((record) => {
      const [title, hint] = this.draw(record);
      return make("li", { role: "option", id: newId("found"), "aria-selected": "false" },
        make("strong", {}, title), make("span", {}, hint));
    }));
    this.list.hidden = !records.length;
    this.input.setAttribute("aria-expanded", String(Boolean(records.length)));
    this.mark(-1);
  }

  mark(index) {
    this.index = index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const active = this.list.children[index];
    if (active) this.input.setAttribute("aria-activedescendant", active.id);
    else this.input.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    const count = this.records.length;
    if (!count) return;
    if (event.key === "ArrowDown") this.mark((this.index + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.index - 1 + count) % count);
    else if (event.key === "Enter" && this.index >= 0) this.take(this.list.children[this.index]);
    else if (event.key === "Escape") this.show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(option) {
    if (!option) return;
    const record = this.records[[...this.list.children].indexOf(option)];
    this.show([]);
    this.pick(record);
  }
}
