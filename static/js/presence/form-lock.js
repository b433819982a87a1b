// Says above the form of an article what has become of its text, and keeps it from being typed in where another person
// or window has it. What was typed is saved first, and everything can still be read and copied.

const NOT_TYPED = ["Tab", "Escape", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
const CHOSEN =
  "select, button, label, input:is([type=checkbox], [type=radio]), .formset-row__handle, .select2, .related-widget-wrapper-link";
const ORDER = ["moved", "window", "taking", "taken", "refused", "newer"];
const OPEN = ["refused", "newer"]; // are said beside a form that may be typed in

const form = document.querySelector("form#article_form");
const fields = form.querySelector(".article-form");
const callout = form.querySelector("[data-form-notice]");
const [line, button] = [callout.querySelector("p"), callout.querySelector("button")];
const notices = new Map();
let isFrozen = false;

function show() {
  const notice = ORDER.map((reason) => notices.get(reason)).find(Boolean);
  callout.hidden = !notice;
  if (!notice) return;
  // An alert is read out when its words change.
  if (line.textContent !== notice.text) line.textContent = notice.text;
  button.hidden = !notice.label;
  button.textContent = notice.label ?? "";
  button.onclick = notice.act;
}

function freeze(isOn) {
  isFrozen = isOn;
  fields.toggleAttribute("data-frozen", isOn);
  for (const text of fields.querySelectorAll("input, textarea")) {
    if (isOn) text.dataset.wasReadOnly ??= String(text.readOnly);
    text.readOnly = isOn || text.dataset.wasReadOnly === "true";
    if (!isOn) delete text.dataset.wasReadOnly;
  }
  for (const box of fields.querySelectorAll(".ProseMirror")) box.editor?.setEditable(!isOn, false);
  for (const press of form.querySelectorAll(".toolbar button[name]")) press.disabled = isOn;
}

// Whatever a field is made of, an event that would change it does not reach it.
function stop(event) {
  if (!isFrozen) return;
  event.preventDefault();
  event.stopPropagation();
}

function stopKey(event) {
  const copies = (event.ctrlKey || event.metaKey) && "acf".includes(event.key.toLowerCase());
  const walks = NOT_TYPED.includes(event.key) && (event.key === "Tab" || !event.target.matches(CHOSEN));
  if (!copies && !walks && !event.target.closest("a:not(.related-widget-wrapper-link), summary")) stop(event);
}

async function lock() {
  if (isFrozen) return;
  freeze(true);
  const waits = [];
  form.dispatchEvent(new CustomEvent("form:save", { detail: waits }));
  await Promise.allSettled(waits);
  if (!isFrozen) return;
  form.dataset.locked = "";
  form.dispatchEvent(new CustomEvent("form:locked"));
}

function unlock() {
  if (!isFrozen) return;
  freeze(false);
  delete form.dataset.locked;
  form.dispatchEvent(new CustomEvent("form:unlocked"));
}

for (const event of ["beforeinput", "paste", "cut", "drop", "dragstart"]) fields.addEventListener(event, stop, true);
for (const event of ["mousedown", "pointerdown", "click"]) {
  fields.addEventListener(event, (happened) => happened.target.closest(CHOSEN) && stop(happened), true);
}
fields.addEventListener("keydown", stopKey, true);

form.addEventListener("form:notice", ({ detail }) => {
  notices.set(detail.reason, detail);
  show();
  if (!OPEN.includes(detail.reason)) lock();
});
form.addEventListener("form:settled", ({ detail }) => {
  for (const reason of detail) notices.delete(reason);
  show();
  if (![...notices.keys()].some((reason) => !OPEN.includes(reason))) unlock();
});
