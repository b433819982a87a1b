// Shows above the form of an article who else has it open, and marks the field that somebody types in.

const FORGET_AFTER = 15000; // milliseconds without an answer

const form = document.querySelector("form#article_form");
const toolbar = form.querySelector("[data-behaviour~=autosave]");
const presence = form.querySelector("[data-behaviour~=presence]");
const words = presence.dataset;
const list = presence.querySelector(".presence__people");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_placeholder, name) => values[name]);
let timer = null;

// One line a person: only a line that is added is read out.
function drawPeople(people) {
  const known = new Map([...list.children].map((line) => [line.dataset.name, line]));
  for (const person of people) {
    const line = known.get(person.name) ?? document.createElement("li");
    const text = fill(person.isMe ? words.meLabel : words.personLabel, person);
    line.dataset.name = person.name;
    line.toggleAttribute("data-idle", person.isIdle);
    if (line.textContent !== text) line.textContent = text;
    if (!line.parentElement) list.append(line);
    known.delete(person.name);
  }
  for (const line of known.values()) line.remove();
  presence.hidden = !people.length;
}

function placeOf(field) {
  const rows = form.querySelector(`.article-form [data-prefix="${field}"]`);
  if (rows) return [rows.closest("fieldset").querySelector("h2"), rows];
  const row = form.querySelector(`.article-form .form-row.field-${field}`);
  return [row?.querySelector("label"), row?.querySelector(".ProseMirror, textarea:not([hidden]), select, input:not([type=hidden])")];
}

function drawMarks(people) {
  const wanted = new Map(people.filter((person) => person.field).map((person) => [person.field, person.name]));
  for (const mark of form.querySelectorAll(".field-mark")) {
    if (wanted.get(mark.dataset.field) !== mark.dataset.name) remove(mark);
    else wanted.delete(mark.dataset.field);
  }
  for (const [field, name] of wanted) add(field, name);
}

function add(field, name) {
  const [label, control] = placeOf(field);
  if (!label) return;
  const mark = document.createElement("span");
  Object.assign(mark, { className: "field-mark", id: `field-mark-${field}`, textContent: fill(words.typesLabel, { name }) });
  Object.assign(mark.dataset, { field, name });
  label.after(mark);
  describe(control, (ids) => [...ids, mark.id]);
}

function remove(mark) {
  const control = form.querySelector(`[aria-describedby~="${mark.id}"]`);
  describe(control, (ids) => ids.filter((id) => id !== mark.id));
  mark.remove();
}

function describe(control, change) {
  if (!control) return;
  const ids = change((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}

function draw(people) {
  drawPeople(people);
  drawMarks(people);
}

document.addEventListener("presence:answer", ({ detail }) => {
  clearTimeout(timer);
  timer = setTimeout(() => draw([]), FORGET_AFTER);
  draw(detail[toolbar.dataset.article]?.people ?? []);
});
