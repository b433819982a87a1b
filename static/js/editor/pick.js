// A dialog in which one record is found and taken: an article for a card, a fact box, a file.

import { make, newId } from "editor/dom";
import { SearchList } from "editor/search-list";
import { addresses, t } from "editor/words";

async function send(kind, file) {
  const body = new FormData();
  body.append("file", file);
  const token = document.querySelector("form:has([data-editor]) [name=csrfmiddlewaretoken]").value;
  const answer = await fetch(addresses[`${kind.slice(0, -1)}-upload`], { method: "POST", body, redirect: "error", headers: { "X-CSRFToken": token } });
  const isJson = answer.headers.get("content-type")?.includes("json");
  const record = isJson ? await answer.json() : {};
  if (!answer.ok) throw new Error(record.error ?? t("upload.failed"));
  return record;
}

function uploader(kind, label, take) {
  const state = make("p", { class: "editor-dialog__error", role: "alert" });
  const input = make("input", { type: "file", id: newId("upload") });
  input.addEventListener("change", async () => {
    state.textContent = t("upload.under-way");
    try {
      take(await send(kind, input.files[0]));
    } catch (error) {
      state.textContent = error instanceof TypeError ? t("upload.failed") : error.message;
      input.value = "";
    }
  });
  return make("div", { class: "editor-dialog__field" }, make("label", { for: input.id }, label), input, state);
}

// Return the chosen record, or null if the dialog was closed.
export function pick({ title, label, kind, values, draw, upload }) {
  return new Promise((resolve) => {
    // The event "close" comes later. A letter typed until then would go to the place before the inserted block.
    const finish = (record) => {
      dialog.close();
      dialog.remove();
      resolve(record);
    };
    const ids = [newId("pick"), newId("pick")];
    const input = make("input", { type: "search", id: ids[0], autocomplete: "off" });
    const found = new SearchList({ input, kind, values, draw, pick: finish });
    const dialog = make("dialog", { class: "editor-dialog", "aria-labelledby": ids[1] },
      make("h2", { class: "editor-dialog__title", id: ids[1] }, title),
      make("div", { class: "editor-dialog__field" }, make("label", { for: ids[0] }, label), input, found.list, found.state),
      upload ? uploader(kind, upload, finish) : null,
      make("div", { class: "editor-dialog__buttons" },
        make("button", { type: "button", class: "toolbar__button", onclick: () => dialog.close() }, t("dialog.cancel"))));
    dialog.addEventListener("close", () => finish(null));
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
    found.search();
  });
}
