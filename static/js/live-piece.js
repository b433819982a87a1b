// Completes the name of a live piece while it is typed. Without this module: a number, an address or words.

const PAUSE = 200;

function listOf(input) {
  const known = input.getAttribute("list") && document.getElementById(input.getAttribute("list"));
  if (known && known.dataset.own !== undefined) return known;
  const list = document.createElement("datalist");
  list.id = `${input.id}-pieces`;
  list.dataset.own = "";
  input.after(list);
  input.setAttribute("list", list.id);
  return list;
}

async function offer(input) {
  const address = new URL(document.querySelector("[data-live-pieces]").dataset.livePieces, location.href);
  address.search = new URLSearchParams({ q: input.value, language: input.dataset.language });
  const answer = await fetch(address);
  if (!answer.ok) return;
  const { labels } = await answer.json();
  listOf(input).replaceChildren(
    ...labels.map((label) => Object.assign(document.createElement("option"), { value: label })),
  );
}

function attach(input) {
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if (input.value.trim().length > 1) waiting = setTimeout(() => offer(input), PAUSE);
  });
}

for (const input of document.querySelectorAll("[data-behaviour~=live-piece]")) attach(input);
