// Asks for the second name of a tag that is not there yet, below the line of tags. Without this module the server asks.

const BETWEEN = " / ";
const NO_NAME = "—";
const KAZAKH = /[әғқңөұүһі]/i;

function key(name) {
  return name.normalize("NFC").trim().replace(/\s+/g, " ").toLocaleLowerCase();
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class NewTags {
  constructor(line) {
    this.line = line;
    this.rows = make("div", { className: "new-tags" });
    this.rows.setAttribute("aria-live", "polite");
    line.parentElement.querySelector(".tags").after(this.rows);
    line.addEventListener("tag:typed", ({ detail }) => this.consider(detail));
    line.addEventListener("input", () => this.forget());
    for (const name of JSON.parse(line.dataset.unknown ?? "[]")) this.ask(name);
  }

  async consider(name) {
    if (name.includes(BETWEEN)) return;
    const address = `${this.line.dataset.complete}?q=${encodeURIComponent(name)}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { results } = await answer.json();
    const isKnown = results.some((tag) => [tag.name, tag.other].some((other) => key(other) === key(name)));
    if (!isKnown && this.names().includes(name)) this.ask(name);
  }

  names() {
    return this.line.value.split(",").map((name) => name.trim());
  }

  forget() {
    const names = this.names();
    for (const row of [...this.rows.children]) if (!names.includes(row.dataset.name)) row.remove();
  }

  // The name was typed in the language of the article, unless it has letters of Kazakh alone.
  otherLanguage(name) {
    const language = new FormData(this.line.form).get("language");
    return KAZAKH.test(name) || language === "kk" ? "ru" : "kk";
  }

  ask(name) {
    const { dataset } = this.line;
    const other = this.otherLanguage(name);
    const title = dataset.newTitle.replace("%s", name);
    const input = make("input", { type: "text", className: "vTextField", lang: other, autocomplete: "off" });
    const add = () => {
      const typed = input.value.replaceAll(/[,/]/g, " ").replace(/\s+/g, " ").trim();
      if (typed) this.complete(name, other, typed);
      else input.focus();
    };
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      add();
    });
    const button = (label, onclick) => make("button", { type: "button", className: "toolbar__button", textContent: label, onclick });
    const row = make("div", { className: "new-tags__row" },
      make("p", { className: "new-tags__title", textContent: title }),
      make("label", { className: "new-tags__name" }, dataset[`${other}Label`], input),
      button(dataset.addLabel, add),
      button(dataset[other === "kk" ? "withoutKkLabel" : "withoutRuLabel"], () => this.complete(name, other, NO_NAME)));
    row.dataset.name = name;
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", title);
    this.rows.append(row);
  }

  complete(name, other, typed) {
    const to = (other === "kk" ? [name, typed] : [typed, name]).join(BETWEEN);
    this.line.dispatchEvent(new CustomEvent("tag:name", { detail: { from: name, to } }));
  }
}

for (const line of document.querySelectorAll("input[data-behaviour~=new-tags]")) new NewTags(line);
