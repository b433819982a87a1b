// A line of tag names made into chips, with completion. The line itself stays in the form, hidden. It says «tag:typed»
// of a name that was not chosen from the list; «tag:name» gives a chip another name.

const PAUSE = 150;

function key(name) {
  return name.normalize("NFC").trim().replace(/\s+/g, " ").toLocaleLowerCase();
}

function element(tag, className, properties = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") made.setAttribute(name, value);
    else made[name] = value;
  }
  return made;
}

class TagInput {
  constructor(line) {
    this.line = line;
    this.offers = [];
    this.chosen = -1;
    this.names = [];
    this.build();
    for (const name of line.value.split(",")) this.keep(name);
    this.draw();
  }

  build() {
    const { line } = this;
    this.box = element("div", "tags");
    this.chips = element("ul", "tags__chips");
    const list = `${line.id}_offers`;
    this.typed = element("input", "tags__input", {
      id: line.id, type: "text", role: "combobox", autocomplete: "off",
      "aria-expanded": "false", "aria-controls": list, "aria-autocomplete": "list",
    });
    const described = line.getAttribute("aria-describedby");
    if (described) this.typed.setAttribute("aria-describedby", described);
    this.list = element("ul", "tags__offers", { id: list, role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", document.querySelector(`label[for="${line.id}"]`)?.textContent ?? "");
    line.id = `${line.id}_line`;
    line.type = "hidden";
    line.after(this.box);
    this.box.append(this.chips, this.typed, this.list);
    this.listen();
  }

  listen() {
    const { typed, line } = this;
    line.addEventListener("tag:name", ({ detail }) => this.rename(detail.from, detail.to));
    typed.addEventListener("input", () => {
      if (typed.value.includes(",")) this.take(typed.value);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    typed.addEventListener("keydown", (event) => this.handleKey(event));
    typed.addEventListener("blur", () => {
      this.take(typed.value);
      this.close();
    });
    this.box.addEventListener("click", ({ target }) => {
      if (target === this.box || target === this.chips) typed.focus();
    });
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(option.dataset.name, { isKnown: true });
    });
  }

  handleKey(event) {
    const { typed } = this;
    if (event.key === "Enter") {
      event.preventDefault();
      const offer = this.offers[this.chosen];
      this.take(offer?.name ?? typed.value, { isKnown: Boolean(offer) });
    } else if (event.key === "Backspace" && !typed.value && this.names.length) {
      this.drop(this.names.length - 1);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && this.offers.length) {
      event.preventDefault();
      const direction = event.key === "ArrowDown" ? 1 : -1;
      this.point((this.chosen + direction + this.offers.length) % this.offers.length);
    }
  }

  keep(name) {
    const clean = name.trim().replace(/\s+/g, " ");
    const isThere = this.names.some((other) => key(other) === key(clean));
    if (clean && !isThere) this.names.push(clean);
  }

  take(text, { isKnown = false } = {}) {
    const before = this.names.length;
    for (const name of text.split(",")) this.keep(name);
    this.typed.value = "";
    this.close();
    const taken = this.names.slice(before);
    if (taken.length) this.changed();
    if (isKnown) return;
    for (const name of taken) this.line.dispatchEvent(new CustomEvent("tag:typed", { detail: name }));
  }

  rename(from, to) {
    this.names[this.names.indexOf(from)] = to;
    this.changed();
    this.typed.focus();
  }

  drop(index) {
    this.names.splice(index, 1);
    this.changed();
    this.typed.focus();
  }

  changed() {
    this.draw();
    this.line.dispatchEvent(new Event("input", { bubbles: true }));
  }

  draw() {
    this.line.value = this.names.join(", ");
    this.chips.replaceChildren(
      ...this.names.map((name, index) => {
        const chip = element("li", "tags__chip", { textContent: name });
        const label = this.line.dataset.removeLabel.replace("%s", name);
        const button = element("button", "tags__remove", { type: "button", textContent: "×", "aria-label": label });
        button.addEventListener("click", () => this.drop(index));
        chip.append(button);
        return chip;
      }),
    );
    this.box.classList.toggle("tags--too-many", this.names.length > Number(this.line.dataset.most));
  }

  async ask() {
    const text = this.typed.value.trim();
    if (!text) {
      this.close();
      return;
    }
    const address = `${this.line.dataset.complete}?q=${encodeURIComponent(text)}`;
    const response = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!response?.ok || this.typed.value.trim() !== text) return;
    const { results } = await response.json();
    this.offer(results.filter(({ name }) => !this.names.some((other) => key(other) === key(name))));
  }

  offer(results) {
    this.offers = results;
    this.list.replaceChildren(
      ...results.map(({ name, other }, index) => {
        const option = element("li", "tags__offer", { id: `${this.list.id}_${index}`, role: "option", textContent: name });
        option.dataset.name = name;
        if (other) option.append(element("span", "tags__other", { textContent: other }));
        return option;
      }),
    );
    this.list.hidden = !results.length;
    this.typed.setAttribute("aria-expanded", String(Boolean(results.length)));
    this.point(-1);
  }

  point(index) {
    this.chosen = index;
    [...this.list.children].forEach((option, other) => {
      option.setAttribute("aria-selected", String(other === index));
    });
    if (index >= 0) this.typed.setAttribute("aria-activedescendant", this.list.children[index].id);
    else this.typed.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.offer([]);
  }
}

for (const line of document.querySelectorAll("input[data-behaviour~=tag-input]")) new TagInput(line);
