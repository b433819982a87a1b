// A form in a <dialog>: asks for a few values and says beside each field what is wrong with it.

import { make, newId } from "editor/dom";
import { t } from "editor/words";

function input(field, id) {
  const attributes = { id, name: field.name, "aria-describedby": `${id}-error`, required: field.required, ...field.attributes };
  if (field.kind === "textarea") {
    const area = make("textarea", { rows: 3, ...attributes });
    area.value = field.value ?? "";
    return area;
  }
  if (field.kind === "choice") {
    const radio = ([value, label]) =>
      make("label", { class: "editor-dialog__choice" },
        make("input", { type: "radio", name: field.name, value, checked: value === field.value }), label);
    return make("div", { id, role: "radiogroup", "aria-label": field.label }, ...field.options.map(radio));
  }
  return make("input", { type: "text", autocomplete: "off", value: field.value ?? "", ...attributes });
}

function row(field) {
  const id = newId("editor-field");
  const label = field.kind === "choice" ? make("span", {}, field.label) : make("label", { for: id }, field.label);
  return make("div", { class: "editor-dialog__field", "data-field": field.name },
    label,
    input(field, id),
    field.help ? make("p", { class: "help" }, field.help) : null,
    make("p", { class: "editor-dialog__error", id: `${id}-error`, role: "alert" }));
}

// Every value is one line: it becomes an attribute or a part of a sentence.
function read(form, fields) {
  const data = new FormData(form);
  return Object.fromEntries(fields.map(({ name }) => [name, (data.get(name) ?? "").replace(/\s+/g, " ").trim()]));
}

// Return what is missing or too long: { name: sentence }.
function faults(fields, values) {
  const errors = {};
  for (const { name, required, requiredSentence, most } of fields) {
    if (required && !values[name]) errors[name] = requiredSentence ?? t("dialog.required");
    else if ([...values[name]].length > (most ?? Infinity)) errors[name] = t("dialog.tooLong", { most });
  }
  return errors;
}

function show(form, errors) {
  for (const place of form.querySelectorAll("[data-field]")) {
    const sentence = errors[place.dataset.field] ?? "";
    place.querySelector(".editor-dialog__error").textContent = sentence;
    place.querySelector("input, textarea, [role=radiogroup]")?.setAttribute("aria-invalid", String(Boolean(sentence)));
  }
  form.querySelector("[aria-invalid=true]")?.focus();
}

// Show the dialog. Return the values of the fields, or null if it was closed; `check(values)` returns errors by name
// of the field, and may change the values.
export function ask({ title, fields, submit = t("dialog.done"), check = () => ({}), extra = null }) {
  return new Promise((resolve) => {
    const titleId = newId("editor-title");
    const form = make("form", { class: "editor-dialog__form", novalidate: true },
      make("h2", { id: titleId, class: "editor-dialog__title" }, title),
      ...fields.map(row),
      make("div", { class: "editor-dialog__buttons" },
        make("button", { type: "submit", class: "toolbar__button toolbar__button--main" }, submit),
        extra,
        make("button", { type: "button", class: "toolbar__button", onclick: () => dialog.close() }, t("dialog.cancel"))));
    const dialog = make("dialog", { class: "editor-dialog", "aria-labelledby": titleId }, form);
    // The event "close" comes later. A letter typed until then would go to the place before the inserted block.
    const finish = (values) => {
      dialog.close();
      dialog.remove();
      resolve(values);
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const values = read(form, fields);
      const errors = { ...faults(fields, values), ...(await check(values)) };
      if (Object.keys(errors).length) {
        show(form, errors);
        return;
      }
      finish(values);
    });
    dialog.addEventListener("close", () => finish(null));
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector("input:not([type=radio]), textarea, input:checked")?.focus();
  });
}
