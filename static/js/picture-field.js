// A field that chooses a picture in the dialog of the library. Without it: a plain list of the newest pictures.

import { choosePictures } from "./picture-dialog.js";
import { filesOf, settings } from "./pictures/upload.js";

const TEXTS = ["caption", "credit", "alt"];

class PictureField {
  constructor(root) {
    this.root = root;
    this.select = root.querySelector("select");
    this.record = JSON.parse(root.dataset.record || "null");
    this.choose = this.part("choose");
    this.remove = this.part("remove");
    const label = document.querySelector(`label[for="${this.select.id}"]`)?.textContent;
    this.root.setAttribute("aria-label", (label ?? "").replace(":", "").trim());
    this.select.hidden = true;
    this.part("plain")?.remove();
    this.part("card").hidden = false;
    this.listen();
    this.show();
  }

  part(name) {
    return this.root.querySelector(`[data-part=${name}]`);
  }

  listen() {
    this.choose.addEventListener("click", () => this.open());
    this.remove.addEventListener("click", () => {
      this.take(null);
      this.choose.focus();
    });
    this.root.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
    this.root.addEventListener("drop", (event) => this.open(filesOf(event.dataTransfer), event));
    this.root.addEventListener("paste", (event) => this.open(filesOf(event.clipboardData), event));
    this.select.addEventListener("invalid", () => this.choose.focus());
  }

  async open(files = [], event = null) {
    if (event && !files.length) return;
    event?.preventDefault();
    const [record] = await choosePictures({ files });
    if (record) this.take(record);
    this.choose.focus();
  }

  take(record) {
    const former = this.record;
    this.record = record;
    if (record && ![...this.select.options].some((option) => option.value === String(record.id))) {
      this.select.add(new Option(record.title, record.id));
    }
    this.select.value = record ? String(record.id) : "";
    this.fill(former);
    this.show();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // The texts of the picture replace empty ones and those of the former picture, as the server does; what somebody has
  // typed stays.
  fill(former) {
    if (!("texts" in this.root.dataset)) return;
    for (const name of TEXTS) {
      const field = this.select.form.elements[name];
      if (!field || !["", line(former?.[name])].includes(field.value.trim())) continue;
      field.value = line(this.record?.[name]);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  show() {
    const { record } = this;
    const image = this.part("image");
    image.hidden = !record;
    if (record) image.src = record.small_url;
    this.part("title").textContent = record?.title ?? "";
    this.part("edit").hidden = !record;
    if (record) this.part("edit").href = this.part("edit").dataset.href.replace("/0/", `/${record.id}/`);
    this.remove.hidden = !record;
    this.choose.textContent = record ? this.choose.dataset.other : this.choose.dataset.first;
  }
}

function line(text) {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

// A file that misses the field would be opened in place of the form.
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
}

if (settings()) for (const root of document.querySelectorAll("[data-behaviour~=picture-field]")) new PictureField(root);
