// Moves the article in one slot of the front page to the slot above or below it.

const FIELDS = ["article", "date", "time"];

function fields(slot) {
  return FIELDS.map((name) => slot.querySelector(`[name$="-${name}"]`));
}

function swap(slot, other) {
  const values = fields(other);
  fields(slot).forEach((field, index) => {
    [field.value, values[index].value] = [values[index].value, field.value];
  });
}

for (const list of document.querySelectorAll("[data-behaviour~=front-slots]")) {
  const slots = [...list.children];
  slots.forEach((slot, index) => {
    for (const button of slot.querySelectorAll("[data-move]")) {
      const other = slots[index + Number(button.dataset.move)];
      button.hidden = !other;
      button.addEventListener("click", () => {
        swap(slot, other);
        other.querySelector(`[data-move="${button.dataset.move}"]`)?.focus();
      });
    }
    const clear = slot.querySelector("[data-clear]");
    clear.hidden = false;
    clear.addEventListener("click", () => {
      const [article] = fields(slot);
      article.value = "";
      article.focus();
    });
  });
}
