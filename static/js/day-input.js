// Shows days and hours as the language of the admin writes them. A browser writes its own inputs in its own language.
// Without this module they stay as they are; the server gets the same values from both.

const SENT = /^(\d{4})-(\d\d)-(\d\d)$/;
const TYPED = /^(\d{1,2})[./\s-](\d{1,2})[./\s-](\d{4})$/;

const words = document.querySelector("template[data-day-words]").dataset;

function shown(value) {
  const [, year, month, day] = SENT.exec(value) ?? [];
  return year ? `${day}.${month}.${year}` : value;
}

// What is no day goes to the server as it was typed, which then says so beside the field.
function sent(text) {
  const [, day, month, year] = TYPED.exec(text.trim()) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
}

function becomeText(input, kind, placeholder) {
  // A browser has dropped what was typed wrong, the attribute has it.
  const value = input.value || (input.getAttribute("value") ?? "");
  input.type = "text";
  input.dataset.typed = kind;
  input.inputMode = "numeric";
  input.autocomplete = "off";
  input.size = 11;
  input.placeholder = placeholder;
  input.value = input.defaultValue = kind === "day" ? shown(value) : value;
}

function addCalendar(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "day-input__calendar";
  button.setAttribute("aria-label", words.calendar);
  button.title = words.calendar;
  // One element, so that no line breaks between the two.
  const pair = document.createElement("span");
  pair.className = "day-input";
  const hadFocus = document.activeElement === input;
  input.replaceWith(pair);
  pair.append(input, button);
  if (hadFocus) input.focus();
}

// The calendar of the browser, for the time of a choice.
function openCalendar(button) {
  const input = button.previousElementSibling;
  const picker = document.createElement("input");
  picker.type = "date";
  picker.className = "day-input__picker";
  picker.tabIndex = -1;
  picker.value = sent(input.value);
  button.after(picker);
  picker.addEventListener("change", () => {
    input.value = shown(picker.value);
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
  });
  picker.addEventListener("blur", () => picker.remove());
  picker.focus();
  picker.showPicker();
}

// Change the inputs below `root`; the page itself is done when this module loads.
export function showDays(root) {
  for (const input of root.querySelectorAll('input[type="date"]')) {
    becomeText(input, "day", words.day);
    addCalendar(input);
  }
  for (const input of root.querySelectorAll('input[type="time"]')) becomeText(input, "hour", words.hour);
}

showDays(document);

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".day-input__calendar");
  if (button) openCalendar(button);
});
document.addEventListener("formdata", ({ target, formData }) => {
  for (const { name, value, dataset, disabled } of target.elements) {
    if (dataset.typed === "day" && !disabled) formData.set(name, sent(value));
  }
});
