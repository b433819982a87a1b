// Rows of a form that are added, removed and put in order. Without this module: numbers and one spare row.

const NUMBERED = ["name", "id", "for", "aria-describedby"];

function renumber(list) {
  const { prefix, most } = list.dataset;
  const pattern = new RegExp(`(?<![a-z])${prefix}-(\\d+|__prefix__)-`);
  const rows = [...list.children];
  rows.forEach((row, index) => {
    for (const element of row.querySelectorAll("[name], [id], [for]")) {
      for (const attribute of NUMBERED) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(pattern, `${prefix}-${index}-`));
      }
    }
    row.querySelector(".formset-row__order").value = index + 1;
    row.querySelector('[data-move="-1"]').disabled = index === 0;
    row.querySelector('[data-move="1"]').disabled = index === rows.length - 1;
  });
  document.getElementById(`id_${prefix}-TOTAL_FORMS`).value = rows.length;
  adder(list).disabled = rows.length >= Number(most);
}

function adder(list) {
  return document.querySelector(`[data-add-row="${list.dataset.prefix}"]`);
}

function changed(list) {
  renumber(list);
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

function isBlank(row) {
  return [...row.querySelectorAll("input:not(.formset-row__order):not([type=checkbox]), select")].every(
    (field) => !field.value || field.name.endsWith("-kind"),
  );
}

function equip(row) {
  for (const button of row.querySelectorAll(".formset-row__move, .formset-row__remove, .formset-row__handle")) button.hidden = false;
}

function add(list) {
  const template = document.querySelector(`template[data-empty-row="${list.dataset.prefix}"]`);
  const row = template.content.firstElementChild.cloneNode(true);
  equip(row);
  list.append(row);
  changed(list);
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
  row.querySelector("select, input:not([type=hidden])").focus();
}

function move(list, row, direction) {
  const other = direction < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (direction < 0) other.before(row);
  else other.after(row);
  changed(list);
}

function remove(list, row) {
  const near = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  changed(list);
  (near?.querySelector(".formset-row__remove") ?? adder(list)).focus();
}

function dragging(list) {
  let dragged = null;
  list.addEventListener("pointerdown", ({ target }) => {
    const row = target.closest(".formset-row");
    if (row) row.draggable = Boolean(target.closest(".formset-row__handle"));
  });
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest(".formset-row");
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("formset-row--dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest(".formset-row");
    if (!dragged || !over || over.parentElement !== list) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over === dragged) return;
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("formset-row--dragged");
    dragged = null;
    changed(list);
  });
}

function attach(list) {
  const rows = [...list.children];
  const kept = list.hasAttribute("data-keep-one") ? 1 : 0;
  // The spare row is for those without this module.
  if (rows.length > kept && isBlank(rows.at(-1)) && !rows.at(-1).querySelector(".errorlist")) rows.at(-1).remove();
  list.classList.add("formset--ordered");
  for (const row of list.children) equip(row);
  const button = adder(list);
  button.hidden = false;
  button.addEventListener("click", () => add(list));
  list.addEventListener("click", ({ target }) => {
    const row = target.closest(".formset-row");
    const mover = target.closest(".formset-row__move");
    if (mover) {
      move(list, row, Number(mover.dataset.move));
      mover.focus();
    } else if (target.closest(".formset-row__remove")) remove(list, row);
  });
  dragging(list);
  renumber(list);
}

for (const list of document.querySelectorAll("[data-behaviour~=formset]")) attach(list);
