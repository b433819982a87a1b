// The palette: Ctrl+K or its button opens it, letters search, arrows choose, Enter opens. Without it: the page of the link.

const PAUSE = 120; // milliseconds between the last letter and the question

class Palette {
  constructor(dialog) {
    this.dialog = dialog;
    this.input = dialog.querySelector("[role=combobox]");
    this.list = dialog.querySelector("[role=listbox]");
    this.status = dialog.querySelector("[role=status]");
    this.asked = null;
    this.timer = null;
    this.listen();
  }

  listen() {
    document.addEventListener("keydown", (event) => this.openByKey(event));
    for (const link of document.querySelectorAll("[data-behaviour~=palette]")) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.open();
      });
    }
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.move(event));
    this.list.addEventListener("pointermove", ({ target }) => this.choose(target.closest("[role=option]"), false));
    this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role=option]"), event));
    this.dialog.addEventListener("click", ({ target }) => target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("close", () => this.asked?.abort());
  }

  // By the place of the key, so that it works in a Russian layout. In the text, Ctrl+K is the editor's link.
  openByKey(event) {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK";
    if (!isAsked || event.defaultPrevented || event.target.closest?.("[contenteditable=true]")) return;
    event.preventDefault();
    if (this.dialog.open) this.dialog.close();
    else this.open();
  }

  open() {
    this.input.value = "";
    this.dialog.showModal();
    this.input.focus();
    this.ask();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    clearTimeout(this.timer);
    this.timer = null;
    this.asked?.abort();
    const question = (this.asked = new AbortController());
    const address = new URL(this.dialog.dataset.address, location.href);
    address.search = new URLSearchParams({ q: this.input.value });
    try {
      const answer = await fetch(address, { signal: question.signal, redirect: "error" });
      if (!answer.ok) throw new Error(answer.statusText);
      this.show((await answer.json()).groups);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.show([]);
      this.status.textContent = this.dialog.dataset.failed;
    } finally {
      if (this.asked === question) this.asked = null;
    }
  }

  show(groups) {
    this.list.replaceChildren(...groups.map((group) => this.group(group)));
    const { length } = this.options;
    const { found, nothing } = this.dialog.dataset;
    this.status.textContent = length ? found.replace("{count}", length) : nothing;
    this.status.classList.toggle("visually-hidden", length > 0);
    this.input.setAttribute("aria-expanded", String(length > 0));
    this.choose(this.options[0] ?? null);
    this.list.scrollTop = 0;
  }

  group({ key, title, entries, more }) {
    const box = element("div", "palette__group", { role: "group", "aria-labelledby": `palette-${key}` });
    box.append(element("div", "palette__title", { id: `palette-${key}` }, title));
    const shown = more ? [...entries, { label: this.dialog.dataset.more, url: more, hint: "", state: "" }] : entries;
    shown.forEach((entry, place) => box.append(option(entry, `palette-${key}-${place}`)));
    return box;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get chosen() {
    return this.list.querySelector("[aria-selected=true]");
  }

  choose(option, isSeen = true) {
    if (option === this.chosen && option) return;
    this.chosen?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    if (isSeen) option?.scrollIntoView({ block: "nearest" });
  }

  move(event) {
    const { options } = this;
    const place = options.indexOf(this.chosen);
    const last = options.length - 1;
    const next = {
      ArrowDown: place === last ? 0 : place + 1,
      ArrowUp: place <= 0 ? last : place - 1,
      PageDown: Math.min(place + 8, last),
      PageUp: Math.max(place - 8, 0),
    }[event.key];
    if (next !== undefined && options.length) {
      event.preventDefault();
      this.choose(options[next]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.enter(event);
    }
  }

  // Somebody who types fast presses Enter before the answer is there.
  async enter(event) {
    if (this.timer || this.asked) await this.ask();
    this.follow(this.chosen, event);
  }

  follow(option, event) {
    if (!option) return;
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.url, "_blank", "noopener");
    else location.assign(option.dataset.url);
  }
}

function element(tag, name, attributes = {}, text = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function option({ label, url, hint, state }, id) {
  const made = element("div", "palette__option", { role: "option", id, "aria-selected": "false", "data-url": url });
  made.append(element("span", "palette__label", {}, label));
  if (hint) made.append(element("span", state ? "state" : "palette__hint", state ? { "data-state": state } : {}, hint));
  return made;
}

const dialog = document.getElementById("palette");
if (dialog) new Palette(dialog);
