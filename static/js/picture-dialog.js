// The library of pictures in a dialog: resolves to the records of the pictures that were chosen.

import { showDays } from "./day-input.js";
import { Library } from "./pictures/library.js";
import { settings } from "./pictures/upload.js";

export { uploadPicture } from "./pictures/upload.js";

// Open the dialog and upload `files` at once. Resolves to a list of `{ id, url, width, height, alt, caption, credit }`,
// empty if the dialog was closed.
export async function choosePictures({ multiple = false, files = [] } = {}) {
  if (!settings()) return [];
  return new PictureDialog(multiple ? "many" : "one").open(files);
}

class PictureDialog {
  constructor(choose) {
    this.choose = choose;
    // By id: what is chosen on one page of the grid stays chosen on the next.
    this.chosen = new Map();
    this.element = settings().content.querySelector("dialog").cloneNode(true);
    this.body = this.part("body");
    this.insert = this.part("insert");
    this.listen();
  }

  part(name) {
    return this.element.querySelector(`[data-part=${name}]`);
  }

  listen() {
    this.part("close").addEventListener("click", () => this.element.close());
    this.insert.addEventListener("click", () => this.finish());
    this.body.addEventListener("change", (event) => this.choice(event.target));
    this.body.addEventListener("dblclick", (event) => {
      if (event.target.closest(".picture-tile")) this.finish();
    });
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("submit", (event) => this.submit(event));
    this.body.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-part=link]");
      if (!link) return;
      event.preventDefault();
      this.load(link.href);
    });
    this.element.addEventListener("paste", (event) => {
      // The page behind must not take the same files.
      event.stopPropagation();
      this.library?.paste(event);
    });
  }

  async open(files) {
    document.body.append(this.element);
    this.element.showModal();
    const result = new Promise((resolve) => {
      this.resolve = resolve;
    });
    this.element.addEventListener("close", () => this.end([]));
    await this.load(`${settings().dataset.libraryUrl}?choose=${this.choose}`);
    if (files.length) this.take(files);
    return result;
  }

  async load(url, { isSearch = false } = {}) {
    this.body.setAttribute("aria-busy", "true");
    const answer = await fetch(url).catch(() => null);
    this.body.removeAttribute("aria-busy");
    // A redirect leads to the page of the login.
    if (!answer?.ok || answer.redirected) {
      this.say(answer?.redirected ? settings().dataset.loginLabel : settings().dataset.noListLabel);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const root = document.adoptNode(page.querySelector("[data-picture-library]"));
    // Files that are still being sent keep their lines.
    const uploads = this.library?.list;
    showDays(root);
    this.body.replaceChildren(root);
    if (uploads) root.querySelector("[data-part=uploads]")?.replaceWith(uploads);
    this.library = new Library(root, { onUpload: (tile) => this.uploaded(tile) });
    for (const input of root.querySelectorAll("[data-record]")) input.checked = this.chosen.has(input.value);
    this.focus(root, isSearch);
  }

  // After a search the keyboard goes on to what was found. On a phone the search would open its keys over the pictures.
  focus(root, isSearch) {
    const found = isSearch && root.querySelector("[data-record]");
    const first = matchMedia("(pointer: coarse)").matches ? this.body : root.querySelector("[name=q]");
    (found || first).focus();
  }

  take(files) {
    if (this.library && "mayUpload" in this.library.root.dataset) this.library.upload(files);
    else this.say(settings().dataset.notAllowedLabel);
  }

  say(sentence) {
    const line = Object.assign(document.createElement("p"), { className: "callout callout--error", textContent: sentence });
    line.setAttribute("role", "alert");
    this.body.prepend(line);
  }

  uploaded(tile) {
    const input = tile.querySelector("[data-record]");
    input.checked = true;
    this.choice(input);
  }

  choice(input) {
    if (!input.matches("[data-record]")) return;
    if (this.choose === "one") this.chosen.clear();
    if (input.checked) this.chosen.set(input.value, JSON.parse(input.dataset.record));
    else this.chosen.delete(input.value);
    const number = this.chosen.size;
    this.insert.disabled = !number;
    this.part("chosen").textContent = number ? settings().dataset.chosenLabel.replace("{number}", number) : "";
  }

  key(event) {
    if (event.key !== "Enter" || !event.target.matches("[data-record]")) return;
    event.preventDefault();
    if (!event.target.checked) event.target.click();
    this.finish();
  }

  submit(event) {
    event.preventDefault();
    this.load(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`, { isSearch: true });
  }

  finish() {
    if (this.chosen.size) this.end([...this.chosen.values()]);
  }

  // The event "close" comes later. A letter typed until then would go to the place before the inserted picture.
  end(records) {
    this.element.close();
    this.element.remove();
    this.resolve(records);
  }
}
