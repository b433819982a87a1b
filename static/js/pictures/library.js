// The library of pictures: files are uploaded by drop, by paste and by the button, each with its own line of progress.

import { filesOf, settings, uploadPicture } from "./upload.js";

const NARROW = 640;

function element(name, className, text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

export class Library {
  // `root` is the element with `data-picture-library`, `zone` the one that takes files; `onUpload` is called with each
  // new tile and its record.
  constructor(root, { zone = root, onUpload = () => {} } = {}) {
    this.root = root;
    this.zone = zone;
    this.choose = root.dataset.pictureLibrary;
    this.onUpload = onUpload;
    this.grid = this.part("grid");
    this.list = this.part("uploads");
    this.input = this.part("files");
    // On a phone the conditions would push the pictures out of sight.
    if (innerWidth < NARROW && !("used" in this.part("more").dataset)) this.part("more").open = false;
    if ("mayUpload" in root.dataset) this.listen();
  }

  part(name) {
    return this.root.querySelector(`[data-part=${name}]`);
  }

  listen() {
    this.input.addEventListener("change", () => {
      this.upload([...this.input.files]);
      this.input.value = "";
    });
    for (const name of ["dragenter", "dragover"]) this.zone.addEventListener(name, (event) => this.drag(event));
    this.zone.addEventListener("dragleave", (event) => {
      if (!this.zone.contains(event.relatedTarget)) delete this.root.dataset.dropping;
    });
    this.zone.addEventListener("drop", (event) => {
      delete this.root.dataset.dropping;
      const files = filesOf(event.dataTransfer);
      if (!files.length) return;
      event.preventDefault();
      this.upload(files);
    });
  }

  drag(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.root.dataset.dropping = settings().dataset.dropLabel;
  }

  // A paste into a text field of the library stays a paste of text.
  paste(event) {
    const files = filesOf(event.clipboardData);
    if (!files.length || !("mayUpload" in this.root.dataset)) return;
    event.preventDefault();
    this.upload(files);
  }

  // Upload all files; one that is refused does not stop the others.
  async upload(files) {
    await Promise.all(files.map((file) => this.uploadOne(file)));
  }

  async uploadOne(file) {
    const line = new Line(file);
    this.list.append(line.element);
    try {
      const record = await uploadPicture(file, (share) => line.progress(share), { choose: this.choose });
      line.done(record);
      this.show(record);
    } catch (error) {
      line.end("failed", error.message);
      if (error.canRetry) line.offer(() => this.uploadOne(file));
    }
  }

  show(record) {
    this.grid.querySelector(`[data-image="${record.id}"]`)?.remove();
    const template = document.createElement("template");
    template.innerHTML = record.tile;
    const tile = template.content.firstElementChild;
    this.grid.prepend(tile);
    this.part("empty").hidden = true;
    this.onUpload(tile, record);
  }
}

// What is said of one file while it is sent, and after it.
class Line {
  constructor(file) {
    this.element = element("li", "picture-upload__line");
    this.picture = Object.assign(new Image(48, 48), { className: "picture-upload__picture", alt: "" });
    this.picture.addEventListener("error", () => this.picture.remove());
    this.source = URL.createObjectURL(file);
    this.picture.src = this.source;
    this.bar = Object.assign(document.createElement("progress"), { className: "picture-upload__bar", max: 1, value: 0 });
    this.bar.setAttribute("aria-label", file.name);
    this.said = element("span", "picture-upload__said", settings().dataset.waitingLabel);
    this.element.append(this.picture, element("span", "picture-upload__name", file.name), this.bar, this.said);
  }

  progress(share) {
    const { sendingLabel, processingLabel } = settings().dataset;
    this.bar.value = share;
    this.said.textContent = share < 1 ? sendingLabel : processingLabel;
    if (share === 1) this.bar.removeAttribute("value");
  }

  done(record) {
    const { notices } = record;
    if (notices.length) this.end("noticed", notices.join(" "));
    else this.end("done", settings().dataset.doneLabel);
  }

  end(state, sentence) {
    this.element.dataset.state = state;
    this.bar.remove();
    this.said.textContent = sentence;
    URL.revokeObjectURL(this.source);
  }

  offer(retry) {
    const button = element("button", "toolbar__button", settings().dataset.retryLabel);
    button.type = "button";
    button.addEventListener("click", () => {
      this.element.remove();
      retry();
    });
    this.element.append(button);
  }
}
