// Watches the form of an article: whether somebody is at it, and in which field they type.

const LOOK_EVERY = 2000; // milliseconds
const IDLE_AFTER = 60000;
const TYPES_FOR = 20000;
const AT_WORK = ["input", "keydown", "pointerdown", "pointermove", "wheel", "focusin"];
const CONTROLS = ".article-form :is(textarea, select, input:not([type=hidden]))";

const form = document.querySelector("form#article_form");
const toolbar = form.querySelector("[data-behaviour~=autosave]");
let atWorkAt = Date.now();
let typedAt = 0;
let field = "";
let last = "";

// The name of the field or of the rows that the element belongs to.
function nameOf(element) {
  const rows = element.closest(".article-form [data-prefix]");
  if (rows) return rows.dataset.prefix;
  const row = element.closest(".article-form .form-row");
  return [...(row?.classList ?? [])].find((name) => name.startsWith("field-"))?.slice("field-".length) ?? "";
}

function tell() {
  const article = Number(toolbar.dataset.article);
  const idle = document.hidden || Date.now() - atWorkAt > IDLE_AFTER;
  const readOnly = "locked" in form.dataset || !form.querySelector(CONTROLS);
  const types = !idle && !readOnly && Date.now() - typedAt < TYPES_FOR;
  const state = { article, idle, readOnly, field: types ? field : "" };
  if (!article || last === JSON.stringify(state)) return;
  last = JSON.stringify(state);
  document.dispatchEvent(new CustomEvent("presence:here", { detail: state }));
}

for (const event of AT_WORK) {
  document.addEventListener(event, () => {
    atWorkAt = Date.now();
  }, { passive: true, capture: true });
}
form.addEventListener("input", ({ target }) => {
  const name = nameOf(target);
  if (!name) return;
  typedAt = Date.now();
  field = name;
  tell();
});
for (const event of ["form:locked", "form:unlocked", "autosave:saved"]) form.addEventListener(event, tell);
document.addEventListener("visibilitychange", tell);
setInterval(tell, LOOK_EVERY);
tell();
