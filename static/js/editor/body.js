// The rich text editor in place of the text area of a body. The text area is what is sent: it is written when the form
// is read, and stays in sight where the editor cannot hold everything that is stored.

import { Editor } from "django-prose-editor/editor";

import { topPlace } from "editor/blocks";
import { make } from "editor/dom";
import { holdsAll, htmlOf } from "editor/html";
import { say } from "editor/notice";
import { PictureFiles, uploadPictures } from "editor/pictures";
import { blockKeys, text } from "editor/text";
import { Counts } from "editor/tools/counts";
import { FindReplace } from "editor/tools/find-replace";
import { LinkDialog } from "editor/tools/link-dialog";
import { Places } from "editor/tools/places";
import { keepRoom } from "editor/tools/room";
import { Shortcuts } from "editor/tools/shortcuts";
import { SlashMenu } from "editor/tools/slash-menu";
import { Toolbar } from "editor/tools/toolbar";
import { addresses, kinds, t } from "editor/words";

// Load the module of each kind of block that the server declares. Throw if one is not there.
async function loadBlocks() {
  const modules = await Promise.all(kinds.map((kind) => import(`editor/blocks/${kind}`)));
  return modules.map(({ block }, index) => {
    if (block?.name !== kinds[index]) throw new Error(`no block of the kind ${kinds[index]}`);
    return block;
  });
}

async function loadPaste() {
  try {
    return await import("editor/paste");
  } catch {
    return null;
  }
}

class BodyEditor {
  constructor(textarea, blocks, paste) {
    Object.assign(this, { textarea, blocks, paste });
    this.isChanged = false;
    this.place = make("div", { class: "editor__text" });
    this.editor = this.open();
    if (!holdsAll(textarea.value, this.editor.state.doc)) {
      this.editor.destroy();
      throw new Error("the editor would lose a block");
    }
    this.draw();
    this.listen();
  }

  get label() {
    return document.querySelector(`label[for="${this.textarea.id}"]`);
  }

  open() {
    const nodes = new Map(this.blocks.flatMap((block) => block.nodes.map((name) => [name, block])));
    this.blockOf = nodes;
    const edit = (editor, found) => this.edit(found);
    return new Editor({
      element: this.place,
      content: this.textarea.value,
      extensions: [...text, ...this.blocks.flatMap((block) => block.extensions), PictureFiles,
        blockKeys(new Set(nodes.keys()), edit), SlashMenu.configure({ body: this }), FindReplace.configure({ body: this }),
        LinkDialog.configure({ body: this })],
      editorProps: { attributes: this.attributes(), transformPastedHTML: (html) => this.transformPasted(html) },
      onUpdate: () => this.touch(),
    });
  }

  attributes() {
    const name = this.label?.textContent.replace(/:\s*$/, "").trim() ?? "";
    return {
      role: "textbox", "aria-multiline": "true", "aria-label": name, spellcheck: "true", class: "editor-prose",
      style: `--placeholder: "${t("placeholder")}"`, ...(this.textarea.lang ? { lang: this.textarea.lang } : {}),
    };
  }

  // What is pasted from elsewhere is written anew. When its words are in, its pictures follow, and what was left out
  // is said.
  transformPasted(html) {
    if (!this.paste) return html;
    const { html: tidy, dropped } = this.paste.transformPasted(html);
    setTimeout(() => this.tell(dropped));
    return tidy;
  }

  async tell(dropped) {
    for (const entry of dropped.filter(({ files }) => files?.length)) {
      entry.count -= await uploadPictures(this.editor, entry.files, topPlace(this.editor.state.selection.$to));
    }
    const sentence = this.paste.pasteSentence(dropped, t);
    if (sentence) say(sentence);
  }

  draw() {
    const { editor, textarea } = this;
    this.toolbar = new Toolbar(this);
    this.panel = make("div", { class: "editor__panel", hidden: true });
    this.counts = new Counts(this);
    this.root = make("div", { class: "editor" },
      make("div", { class: "editor__bar" }, this.toolbar.element, this.panel, make("p", { class: "editor__notice", role: "status", hidden: true })),
      this.place, this.counts.element);
    textarea.before(this.root);
    this.root.append(textarea);
    textarea.hidden = true;
    this.label?.addEventListener("click", () => editor.view.focus());
    this.shortcuts = new Shortcuts();
    this.places = new Places(this);
    keepRoom(this);
  }

  listen() {
    const { form } = this.textarea;
    form.addEventListener("formdata", ({ formData }) => {
      this.collect();
      formData.set(this.textarea.name, this.textarea.value);
    });
    for (const event of ["submit", "newsroom:collect"]) form.addEventListener(event, () => this.collect(), { capture: true });
    window.addEventListener("pagehide", () => this.collect());
    this.editor.on("blur", () => this.collect());
  }

  touch() {
    this.isChanged = true;
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  collect() {
    if (!this.isChanged) return;
    this.isChanged = false;
    this.textarea.value = htmlOf(this.editor.state.doc);
  }

  edit({ node, pos }) {
    const block = this.blockOf.get(node.type.name);
    if (!block?.edit) return false;
    block.edit({ editor: this.editor, node, getPos: () => pos });
    return true;
  }

  // The blocks that can be inserted now: what needs an address of the server is offered where there is one.
  get offers() {
    return this.blocks.filter(({ needs }) => !needs || addresses[needs]);
  }
}

// Throw where the editor cannot load every kind of block, or cannot hold all that is stored.
export async function open(textarea) {
  const [blocks, paste] = await Promise.all([loadBlocks(), loadPaste()]);
  const body = new BodyEditor(textarea, blocks, paste);
  textarea.dispatchEvent(new CustomEvent("newsroom:editor", { bubbles: true, detail: { editor: body.editor, body } }));
}
