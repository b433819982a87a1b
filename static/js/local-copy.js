// Keeps a copy of the form in this browser while somebody types, and brings back what did not reach the server.

const AFTER = 300; // milliseconds from the first change: counted from the last one it would never come while somebody types
const LEFT_OUT = ["csrfmiddlewaretoken", "reading_token"];
const CONTROL = /^(version|submission_key|.*-INITIAL_FORMS)$/;

function request(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("newsroom", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("forms");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("forms", mode, { durability: "strict" });
      const asked = act(transaction.objectStore("forms"));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(asked.result);
      };
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    };
  });
}

const put = (key, copy) => request("readwrite", (store) => store.put(copy, key));
const get = (key) => request("readonly", (store) => store.get(key));
const drop = (key) => request("readwrite", (store) => store.delete(key)).catch(() => {});
const keys = () => request("readonly", (store) => store.getAllKeys());

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.includes(name) && typeof value === "string");
}

class LocalCopy {
  constructor(toolbar) {
    this.toolbar = toolbar;
    this.form = toolbar.closest("form");
    this.key = this.ownKey();
    this.timer = null;
    for (const event of ["input", "change"]) this.form.addEventListener(event, () => this.later());
    this.form.addEventListener("autosave:saved", () => this.forget());
    this.form.addEventListener("autosave:sent", () => sessionStorage.setItem("sent-form", this.key));
    // Another window must not take the copy of a form that is still open.
    navigator.locks?.request(this.key, () => new Promise(() => {}));
    // A page that shows what was typed, with errors, has nothing to bring back.
    if (!("dirty" in toolbar.dataset)) this.form.addEventListener("window:own", () => this.begin(), { once: true });
  }

  // No other window of this browser has the article open: a copy is of nobody who still types.
  async begin() {
    await this.forgetSent();
    await this.offer();
  }

  ownKey() {
    const { user, article } = this.toolbar.dataset;
    return `${user}:${article || `new:${this.form.elements.submission_key.value}`}`;
  }

  get version() {
    return this.form.elements.version?.value ?? "";
  }

  later() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.keep();
    }, AFTER);
  }

  async keep() {
    const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    try {
      await put(this.key, { fields: fieldsOf(this.form), version: this.version, at });
      this.form.dispatchEvent(new CustomEvent("local-copy:kept"));
    } catch {
      // The browser has no room or forbids it: then leaving the page is asked about.
    }
  }

  // The server has all that was typed.
  async forget() {
    clearTimeout(this.timer);
    this.timer = null;
    await drop(this.key);
    this.key = this.ownKey();
  }

  // The form was sent by its button, and this page is the answer.
  async forgetSent() {
    const sent = sessionStorage.getItem("sent-form");
    sessionStorage.removeItem("sent-form");
    if (sent) await drop(sent);
  }

  async offer() {
    const [key, copy] = await this.find();
    if (!copy) return;
    if (this.isStored(copy)) {
      // The last autosave arrived after the page was closed.
      await drop(key);
      return;
    }
    if (copy.version === this.version) {
      this.show(copy);
      return;
    }
    const callout = document.querySelector("template[data-local-copy]").content.firstElementChild.cloneNode(true);
    callout.querySelector("[data-at]").textContent = copy.at;
    callout.querySelector("[data-show]").addEventListener("click", () => this.show(copy));
    callout.querySelector("[data-drop]").addEventListener("click", async () => {
      await drop(key);
      callout.remove();
    });
    this.form.prepend(callout);
  }

  isStored(copy) {
    const text = (fields) => JSON.stringify(fields.filter(([name]) => !CONTROL.test(name)));
    return text(copy.fields) === text(fieldsOf(this.form));
  }

  async find() {
    try {
      if (this.toolbar.dataset.article) return [this.key, await get(this.key)];
      const held = ((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name);
      const prefix = `${this.toolbar.dataset.user}:new:`;
      const key = (await keys()).find((one) => one.startsWith(prefix) && !held.includes(one));
      return [key, key && (await get(key))];
    } catch {
      return [];
    }
  }

  // The server draws the form with what was typed, its rows and formatting included, or both texts.
  show(copy) {
    const form = Object.assign(document.createElement("form"), { method: "post", action: location.pathname, hidden: true });
    const token = this.form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of [...copy.fields, ["csrfmiddlewaretoken", token], ["_restore", "1"]]) {
      form.append(Object.assign(document.createElement("textarea"), { name, value }));
    }
    document.body.append(form);
    form.submit();
  }
}

for (const toolbar of document.querySelectorAll("[data-behaviour~=autosave]")) new LocalCopy(toolbar);
