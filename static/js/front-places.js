// Moves the article in one slot of the front page to the slot above or below it.

const FIELDS = ["article", "date", "time"];

function fields(place) {
  return FIELDS.map((name) => place.querySelector(`[name$="-${name}"]`));
}

function swap(place, other) {
  const theirs = fields(other);
  fields(place).forEach((field, index) => {
    [field.value, theirs[index].value] = [theirs[index].value, field.value];
  });
}

for (const list of document.querySelectorAll("[data-behaviour~=front-places]")) {
  const places = [...list.children];
  places.forEach((place, index) => {
    for (const button of place.querySelectorAll("[data-move]")) {
      const other = places[index + Number(button.dataset.move)];
      button.hidden = !other;
      button.addEventListener("click", () => {
        swap(place, other);
        other.querySelector(`[data-move="${button.dataset.move}"]`)?.focus();
      });
    }
    const clear = place.querySelector("[data-clear]");
    clear.hidden = false;
    clear.addEventListener("click", () => {
      const [article] = fields(place);
      article.value = "";
      article.focus();
    });
  });
}
