// Picture files that are dropped or pasted: they go to the library, with their progress at the place they will have.

import { Extension, pm } from "django-prose-editor/editor";

import { putBlock, topPlace } from "editor/blocks";
import { photoOf } from "editor/blocks/photo";
import { make } from "editor/dom";
import { library } from "editor/library";
import { say } from "editor/notice";
import { remember } from "editor/records";
import { t } from "editor/words";

const { Plugin, PluginKey } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const AT_ONCE = 2; // more would take all threads of the server
const KEY = new PluginKey("uploads");

const isPicture = (file) => file.type.startsWith("image/");

// Excel and OneNote add a picture of the cells to what is copied: text wins, unless there is nothing else.
function pastedPictures(data) {
  const files = [...data.files].filter(isPicture);
  const html = data.getData("text/html");
  if (!files.length || !html) return files;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return body.textContent.trim() ? [] : files;
}

function marks() {
  return new Plugin({
    key: KEY,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        const kept = set.map(tr.mapping, tr.doc);
        const change = tr.getMeta(KEY);
        if (change?.add) return kept.add(tr.doc, change.add);
        return change?.remove ? kept.remove(kept.find(undefined, undefined, ({ id }) => id === change.remove)) : kept;
      },
    },
    props: { decorations: (state) => KEY.getState(state) },
  });
}

class Upload {
  constructor(editor, file) {
    Object.assign(this, { editor, file });
    this.id = {};
    this.bar = make("progress", { max: 1, value: 0, "aria-label": t("photo.uploading", { name: file.name }) });
    this.element = make("p", { class: "editor-upload" }, make("span", {}, t("photo.uploading", { name: file.name })), this.bar);
  }

  mark(place) {
    return Decoration.widget(place, () => this.element, { id: this.id, side: 1, key: this.file.name });
  }

  async send() {
    const { uploadPicture } = await library();
    return uploadPicture(this.file, (part) => {
      this.bar.value = part;
    });
  }

  // The place has moved with what was typed meanwhile; none, if the text around it was deleted.
  finish(record) {
    const { state, view } = this.editor;
    const [mark] = KEY.getState(state).find(undefined, undefined, ({ id }) => id === this.id);
    const tr = state.tr.setMeta(KEY, { remove: this.id });
    if (record && mark) {
      putBlock(tr, topPlace(state.doc.resolve(mark.from)), state.schema.nodeFromJSON(photoOf(record)));
    } else if (record) {
      say(t("photo.placeGone", { name: this.file.name }));
    }
    view.dispatch(tr);
  }
}

async function sendAll(uploads) {
  const results = new Map();
  const queue = [...uploads];
  const work = async () => {
    for (let upload = queue.shift(); upload; upload = queue.shift()) {
      results.get(upload).resolve(await upload.send().catch((error) => error));
    }
  };
  for (const upload of uploads) results.set(upload, Promise.withResolvers());
  for (let worker = 0; worker < AT_ONCE; worker += 1) work();
  const failed = [];
  // In the order of the files, so that an early answer does not overtake.
  for (const upload of uploads) {
    const result = await results.get(upload).promise;
    if (result instanceof Error) failed.push(`${upload.file.name}: ${result.message}`);
    upload.finish(result instanceof Error ? null : remember("images", result));
  }
  if (failed.length) say(failed.join(" "));
  return uploads.length - failed.length;
}

// Put files into the library and their photos at the place. Return how many it took.
export function uploadPictures(editor, files, place) {
  const uploads = files.map((file) => new Upload(editor, file));
  const tr = editor.state.tr.setMeta(KEY, { add: uploads.map((upload) => upload.mark(place)) });
  editor.view.dispatch(tr);
  return sendAll(uploads);
}

function take(editor, files, position) {
  const pictures = files.filter(isPicture);
  if (pictures.length < files.length) say(t("photo.onlyPictures"));
  if (pictures.length) uploadPictures(editor, pictures, topPlace(editor.state.doc.resolve(position)));
  return files.length > 0;
}

export const PictureFiles = Extension.create({
  name: "pictureFiles",
  // Before the library's own handlers of what is pasted.
  priority: 200,
  addProseMirrorPlugins() {
    const { editor } = this;
    return [marks(), new Plugin({
      props: {
        handlePaste: (view, event) => take(editor, pastedPictures(event.clipboardData), view.state.selection.to),
        handleDrop(view, event, slice, isMoved) {
          if (isMoved || !event.dataTransfer?.files.length) return false;
          event.preventDefault();
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
          return take(editor, [...event.dataTransfer.files], place?.pos ?? view.state.doc.content.size);
        },
      },
    })];
  },
});
