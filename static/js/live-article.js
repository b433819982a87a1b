// Completes the name of a live article while it is typed. Without this module: a number, an address or words.

const PAUSE = 200;
const FIELD = "[data-behaviour~=live-article]";
let waiting;

function languageOf(input) {
  return new FormData(input.form).get("language") ?? input.dataset.language;
}

async function labels(q, language) {
  const address = new URL(document.querySelector("[data-live-articles]").dataset.liveArticles, location.href);
  address.search = new URLSearchParams({ q, language });
  const answer = await fetch(address);
  return answer.ok ? (await answer.json()).labels : [];
}

function fill(list, offered) {
  list.replaceChildren(...offered.map((label) => Object.assign(document.createElement("option"), { value: label })));
}

function ownList(input) {
  const known = input.getAttribute("list") && document.getElementById(input.getAttribute("list"));
  if (known && known.dataset.own !== undefined) return known;
  const list = document.createElement("datalist");
  list.id = `${input.id}-articles`;
  list.dataset.own = "";
  input.after(list);
  input.setAttribute("list", list.id);
  return list;
}

// Heard here and not at each field: rows are added later.
document.addEventListener("input", ({ target }) => {
  if (!target.matches(FIELD)) return;
  clearTimeout(waiting);
  if (target.value.trim().length < 2) return;
  waiting = setTimeout(async () => fill(ownList(target), await labels(target.value, languageOf(target))), PAUSE);
});

// In another language other articles are there to be chosen.
document.addEventListener("change", async ({ target }) => {
  if (target.name !== "language") return;
  const newest = await labels("", target.value);
  const lists = [...target.form.querySelectorAll("datalist[data-own], #newest-articles")];
  for (const list of lists) fill(list, newest);
});
