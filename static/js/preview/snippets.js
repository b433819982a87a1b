// Keeps the search result and the messenger card of the form up to date. Without it they show what is stored.

function draw(line, form, label) {
  const values = line.dataset.snippet.split(" ").map((name) => form.elements[name]?.value ?? "");
  const text = [...(values.map((value) => value.trim().replace(/\s+/g, " ")).find(Boolean) ?? "")];
  const limit = Number(line.dataset.limit);
  const space = text.lastIndexOf(" ", limit - 1);
  const end = text.length > limit && space > 0 ? space : limit;
  line.textContent = text.slice(0, end).join("");
  if (text.length > limit) {
    const cut = Object.assign(document.createElement("s"), { className: "snippet__cut" });
    cut.textContent = text.slice(end).join("");
    line.append(cut);
  }
  line.nextElementSibling.textContent = label.replace("{length}", text.length).replace("{limit}", limit);
}

for (const box of document.querySelectorAll("[data-behaviour~=snippets]")) {
  const form = box.closest("form");
  const drawAll = () => {
    if (!box.open || !form.elements.headline) return;
    for (const line of box.querySelectorAll("[data-snippet]")) draw(line, form, box.dataset.countLabel);
  };
  form.addEventListener("input", drawAll);
  box.addEventListener("toggle", drawAll);
}
