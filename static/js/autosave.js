// Saves the form on the server every few seconds while somebody types, and says what is saved. Without it: the button.

const AFTER = 3000; // milliseconds from the first change
const RETRY_AFTER = 10000;
const OVERHEAD = 200; // bytes of a multipart or encoded field beside its value

function sizeOf(form) {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const [name, value] of new FormData(form)) {
    const text = typeof value === "string" ? encodeURIComponent(value.toWellFormed?.() ?? value) : "";
    bytes += name.length + OVERHEAD + encoder.encode(text).length;
  }
  return bytes;
}

function isJson(answer) {
  return answer.headers.get("content-type")?.includes("json");
}

class Autosave {
  constructor(toolbar) {
    this.toolbar = toolbar;
    this.form = toolbar.closest("form");
    this.mark = toolbar.querySelector(".toolbar__saved");
    this.address = toolbar.dataset.autosaveUrl;
    // The number of the last change, and of the changes that this browser and the server have.
    this.number = "dirty" in toolbar.dataset ? 1 : 0;
    this.copied = this.saved = 0;
    this.timer = null;
    this.isBusy = this.isSent = this.isStopped = this.isAskedOfPage = false;
    this.listen();
    if (this.number) this.say("unsaved");
    if ("restored" in toolbar.dataset) this.later(AFTER);
  }

  listen() {
    for (const event of ["input", "change"]) this.form.addEventListener(event, () => this.touch());
    this.form.addEventListener("local-copy:kept", () => {
      this.copied = this.number;
    });
    this.form.addEventListener("form:save", ({ detail }) => detail.push(this.flush()));
    this.form.addEventListener("form:unlocked", () => this.number > this.saved && this.later(AFTER));
    this.form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("keydown", (event) => this.saveByKey(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    window.addEventListener("online", () => this.send());
    window.addEventListener("pageshow", () => {
      this.isSent = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.isSent && this.number > Math.max(this.copied, this.saved)) event.preventDefault();
    });
  }

  say(label, values = {}) {
    const text = this.toolbar.dataset[`${label}Label`];
    this.mark.textContent = text.replace(/\{(\w+)\}/g, (_placeholder, name) => values[name]);
    this.mark.hidden = false;
    this.mark.dataset.is = label;
  }

  touch() {
    const wasSaved = this.number === this.saved;
    this.number += 1;
    if (wasSaved) this.say("unsaved");
    this.later(AFTER);
  }

  later(milliseconds) {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.send();
    }, milliseconds);
  }

  get isLocked() {
    return "locked" in this.form.dataset;
  }

  // Save what is typed, before another window or person writes on.
  async flush() {
    while (this.isBusy) await new Promise((resolve) => setTimeout(resolve, 50));
    return this.send();
  }

  // Return whether the server has everything.
  async send() {
    if (!this.address || this.isSent || this.isStopped || this.isLocked || this.number === this.saved) return false;
    if (this.isBusy) {
      this.later(AFTER);
      return false;
    }
    this.isBusy = true;
    try {
      const number = this.number;
      const answer = await this.post();
      return answer.ok ? await this.accept(await answer.json(), number) : await this.refuse(answer);
    } catch {
      this.say("offline");
      this.later(RETRY_AFTER);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  async post() {
    const ask = () => fetch(this.address, { method: "POST", body: new FormData(this.form), redirect: "error" });
    const answer = await ask();
    if (answer.status !== 403 || isJson(answer)) return answer;
    // The token is of a login that has ended.
    const fresh = await fetch(this.address);
    if (!fresh.ok) return fresh;
    this.form.elements.csrfmiddlewaretoken.value = (await fresh.json()).csrf;
    return ask();
  }

  async accept(saved, number) {
    const { elements } = this.form;
    elements.csrfmiddlewaretoken.value = saved.csrf;
    if (!elements.version) await this.becomeStored(saved);
    elements.version.value = saved.version;
    elements.reading_token.value = saved.reading_token;
    if (saved.left_out.length) {
      this.say("partly", { time: saved.at, fields: saved.left_out.join(", ") });
      return false;
    }
    this.saved = number;
    if (number !== this.number) return false;
    this.say("saved", { time: saved.at });
    this.form.dispatchEvent(new CustomEvent("autosave:saved"));
    return true;
  }

  async refuse(answer) {
    const reasons = isJson(answer) ? ((await answer.json()).reasons ?? []).join(" ") : "";
    this.isStopped = answer.status === 409 || answer.status === 404;
    if (answer.status === 401 || answer.status >= 500) this.later(RETRY_AFTER);
    if (answer.status === 401) this.say("login");
    else if (reasons) this.say("refused", { reasons });
    else this.say("offline");
    return false;
  }

  // The form of a new article becomes the form of the stored one.
  async becomeStored(saved) {
    for (const name of ["version", "reading_token"]) {
      this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name }));
    }
    this.form.action = saved.url;
    this.address = saved.autosave_url;
    this.toolbar.dataset.article = saved.pk;
    history.replaceState(null, "", saved.url);
    const focused = this.toolbar.contains(document.activeElement) && document.activeElement;
    const page = new DOMParser().parseFromString(await (await fetch(saved.url)).text(), "text/html");
    for (const name of [".toolbar__state", ".toolbar__buttons"]) {
      const fresh = page.querySelector(name);
      if (fresh) this.toolbar.querySelector(name).replaceWith(document.adoptNode(fresh));
    }
    if (focused) this.owned(focused)?.focus();
  }

  // The first save has replaced the buttons: return the present one of the same name.
  owned(button) {
    if (!button || button.form === this.form) return button;
    return [...this.form.querySelectorAll(`[name="${button.name}"]`)].find((one) => one.value === button.value);
  }

  saveByKey(event) {
    const button = this.form.querySelector("[name=_continue]");
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.code !== "KeyS" || !button) return;
    event.preventDefault();
    if (!this.isLocked) this.form.requestSubmit(button);
  }

  submit(event) {
    if (this.isSent || this.isLocked) {
      event.preventDefault();
    } else if (sizeOf(this.form) > Number(this.toolbar.dataset.mostBytes)) {
      event.preventDefault();
      this.say("tooBig");
    } else if (this.isBusy || this.savesInPlace(event.submitter)) {
      event.preventDefault();
      this.submitLater(event.submitter);
    } else {
      this.isSent = true;
      this.form.dispatchEvent(new CustomEvent("autosave:sent"));
    }
  }

  savesInPlace(button) {
    return button?.name === "_continue" && "inPlace" in this.toolbar.dataset && !this.isStopped && !this.isAskedOfPage;
  }

  // Save without leaving the page. What cannot be saved so is sent, and the page of the form says why.
  async submitLater(button) {
    while (this.isBusy) await new Promise((resolve) => setTimeout(resolve, 50));
    if (this.savesInPlace(button)) {
      if (this.number === this.saved) this.number += 1;
      const isSaved = await this.send();
      if (isSaved || this.mark.dataset.is === "offline" || this.mark.dataset.is === "login") return;
    }
    this.isAskedOfPage = true;
    this.form.requestSubmit(this.owned(button));
    this.isAskedOfPage = false;
  }
}

for (const toolbar of document.querySelectorAll("[data-behaviour~=autosave]")) new Autosave(toolbar);
