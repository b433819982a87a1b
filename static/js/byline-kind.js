// Shows of a byline only what its kind needs. The server decides in any case.

function show(row) {
  row.dataset.kind = row.querySelector("select[name$=-kind]").value;
}

for (const row of document.querySelectorAll("[data-behaviour~=byline-kind]")) show(row);

document.addEventListener("formset:added", ({ target }) => {
  if (target.matches("[data-behaviour~=byline-kind]")) show(target);
});

document.addEventListener("change", ({ target }) => {
  const row = target.closest("[data-behaviour~=byline-kind]");
  if (row && target.name.endsWith("-kind")) show(row);
});
