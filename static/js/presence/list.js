// Keeps the marks of a list up to date that say who has an article open.

const marks = [...document.querySelectorAll("[data-open-by]")];
const label = document.querySelector("[data-open-label]").dataset.openLabel;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_placeholder, name) => values[name]);

document.addEventListener("presence:answer", ({ detail }) => {
  for (const mark of marks) {
    const people = detail[mark.dataset.openBy]?.people ?? [];
    mark.hidden = !people.length;
    mark.toggleAttribute("data-idle", people.every((person) => person.isIdle));
    mark.textContent = people.map((person) => fill(label, person)).join(" ");
  }
});
if (marks.length) {
  const listed = marks.map((mark) => Number(mark.dataset.openBy));
  document.dispatchEvent(new CustomEvent("presence:here", { detail: { listed } }));
}
