// Shows the public page of the article beside its form while somebody types. Closed, hidden or without it nothing runs.

const AFTER = 700; // milliseconds from the last change
const KEPT = "live-preview";
const WIDTHS = { phone: 390, desktop: 1280 };
const BESIDE = matchMedia("(min-width: 75rem)");
const PHONE = matchMedia("(max-width: 40rem)");
const PLACES = { headline: ".article__headline", lead: ".article__lead", caption: ".article__caption" };

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(choices) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(choices));
  } catch {
    // Storage is forbidden: the choice is kept for this page only.
  }
}

function isSameElement(one, other) {
  return one.nodeType === Node.ELEMENT_NODE && one.cloneNode(false).isEqualNode(other.cloneNode(false));
}

// Make the children of `shown` those of `fresh`, and touch only what differs, so that pictures and scrolling stay.
function exchange(shown, fresh) {
  const [before, after] = [[...shown.childNodes], [...fresh.childNodes]];
  while (before.length && after.length && before[0].isEqualNode(after[0])) {
    before.shift();
    after.shift();
  }
  let next = null;
  while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) {
    next = before.pop();
    after.pop();
  }
  const isPair = (node, place) => node.isEqualNode(after[place]) || isSameElement(node, after[place]);
  if (before.length === after.length && before.every(isPair)) {
    before.forEach((node, place) => node.isEqualNode(after[place]) || exchange(node, after[place]));
    return;
  }
  for (const node of before) node.remove();
  for (const node of after) shown.insertBefore(node, next);
}

class LivePreview {
  constructor(panel) {
    this.panel = panel;
    this.frame = panel.querySelector("iframe");
    this.status = panel.querySelector("[role=status]");
    this.form = document.getElementById(panel.dataset.form);
    this.choices = { width: "phone", theme: "light", ...kept() };
    this.isOpen = this.isShown = false;
    this.timer = this.asked = null;
    this.listen();
    this.resize = new ResizeObserver(() => this.fit());
    if (this.choices.isOpen && BESIDE.matches) this.open();
  }

  listen() {
    for (const event of ["input", "change"]) this.form.addEventListener(event, () => this.later());
    document.addEventListener("selectionchange", () => this.follow());
    document.addEventListener("focusin", () => this.follow());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.stop() : this.later(0)));
    // The toolbar is drawn anew when a new article is stored.
    document.addEventListener("click", (event) => this.click(event));
    this.panel.addEventListener("change", (event) => this.choose(event.target));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen && !BESIDE.matches) this.close();
    });
    for (const toggle of document.querySelectorAll("[data-preview-toggle]")) toggle.hidden = false;
  }

  click(event) {
    if (event.target.closest("[data-preview-toggle]")) this.isOpen ? this.close() : this.open();
    const link = event.target.closest("[data-preview-tab]");
    if (link && this.isUnsaved) this.openTab(event);
  }

  get isUnsaved() {
    const state = this.form.querySelector(".toolbar__saved");
    return Boolean(state?.dataset.is) && state.dataset.is !== "saved";
  }

  get address() {
    return new URL("../preview/", this.form.action);
  }

  fields() {
    this.form.dispatchEvent(new CustomEvent("newsroom:collect"));
    return new FormData(this.form);
  }

  // A new tab with the text as it is in the form.
  openTab(event) {
    event.preventDefault();
    const form = Object.assign(document.createElement("form"), {
      method: "post", action: this.address, target: "_blank", hidden: true,
    });
    for (const [name, value] of this.fields()) {
      if (typeof value === "string") form.append(Object.assign(document.createElement("textarea"), { name, value }));
    }
    document.body.append(form);
    form.submit();
    form.remove();
  }

  open() {
    this.isOpen = true;
    this.panel.hidden = false;
    document.body.dataset.preview = "";
    this.pressed();
    for (const input of this.panel.querySelectorAll("input")) input.checked = this.choices[input.name] === input.value;
    this.resize.observe(this.panel);
    keep({ ...this.choices, isOpen: true });
    if (!BESIDE.matches) this.panel.querySelector("[data-preview-toggle]").focus();
    this.later(0);
  }

  close() {
    this.isOpen = false;
    const hadFocus = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    delete document.body.dataset.preview;
    this.pressed();
    this.stop();
    this.resize.disconnect();
    keep({ ...this.choices, isOpen: false });
    if (hadFocus) this.form.querySelector("[data-preview-toggle]")?.focus();
  }

  pressed() {
    for (const toggle of this.form.querySelectorAll("[data-preview-toggle]")) toggle.ariaPressed = String(this.isOpen);
  }

  choose(input) {
    this.choices[input.name] = input.value;
    keep({ ...this.choices, isOpen: this.isOpen });
    this.fit();
    this.dress();
  }

  stop() {
    clearTimeout(this.timer);
    this.asked?.abort();
  }

  later(milliseconds = AFTER) {
    if (!this.isOpen || document.hidden) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), milliseconds);
  }

  async refresh() {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    try {
      const body = this.fields();
      const answer = await fetch(this.address, { method: "POST", body, signal: asked.signal, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      this.show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      this.status.textContent = "";
    } catch (error) {
      if (error.name !== "AbortError") this.status.textContent = this.panel.dataset.failedLabel;
    }
  }

  show(page) {
    // The frame runs no script, and a browser warns of each that it finds.
    for (const script of page.querySelectorAll("script")) script.remove();
    const shown = this.frame.contentDocument;
    if (this.isShown) {
      shown.documentElement.lang = page.documentElement.lang;
      exchange(shown.body, page.body);
      this.follow();
      return;
    }
    this.isShown = true;
    this.frame.addEventListener("load", () => this.begin(), { once: true });
    this.dress(page);
    this.frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
  }

  begin() {
    const shown = this.frame.contentDocument;
    for (const event of ["click", "submit"]) {
      shown.addEventListener(event, (happened) => {
        // The preview is looked at; a link would lead away from it.
        if (event === "submit" || happened.target.closest("a, button")) happened.preventDefault();
      });
    }
    this.fit();
    this.follow();
  }

  dress(page = this.frame.contentDocument) {
    page.documentElement.dataset.theme = this.choices.theme;
  }

  // Draw the page at the width of the device, made smaller where the panel is narrower.
  fit() {
    if (!this.isOpen) return;
    const place = this.frame.parentElement;
    // On a phone the page has the width of the phone.
    const width = PHONE.matches ? place.clientWidth : WIDTHS[this.choices.width];
    const scale = Math.min(1, place.clientWidth / width);
    Object.assign(this.frame.style, {
      width: `${width}px`,
      height: `${place.clientHeight / scale}px`,
      transform: `scale(${scale})`,
      marginInlineStart: `${Math.max(0, (place.clientWidth - width * scale) / 2)}px`,
    });
  }

  follow() {
    if (!this.isOpen || !this.isShown || document.hidden) return;
    const element = this.blockOfCaret();
    const view = this.frame.contentWindow;
    if (!element || !view) return;
    const { top, bottom } = element.getBoundingClientRect();
    if (top >= 0 && bottom <= view.innerHeight) return;
    view.scrollTo({ top: view.scrollY + top - Math.max(0, (view.innerHeight - (bottom - top)) / 2) });
  }

  // The block of the page that is being written: a block of the body by its number, or a field by its name.
  blockOfCaret() {
    const shown = this.frame.contentDocument;
    const focused = document.activeElement;
    if (PLACES[focused?.name]) return shown.querySelector(PLACES[focused.name]);
    const editor = focused?.closest?.("[contenteditable=true]");
    if (!editor || !this.form.contains(editor)) return null;
    let block = getSelection().anchorNode;
    while (block && block.parentNode !== editor) block = block.parentNode;
    return block && shown.querySelector(".article__body")?.children[[...editor.children].indexOf(block)];
  }
}

for (const panel of document.querySelectorAll("[data-behaviour~=live-preview]")) new LivePreview(panel);
