// The style of pasted elements: their own declarations over those of the style sheets that came along.

function withoutComments(sheet) {
  const [first, ...parts] = sheet.replaceAll("<!--", "").replaceAll("-->", "").split("/*");
  return first + parts.map((part) => part.split("*/").slice(1).join("")).join("");
}

// Own parser: the browser's drops Word's `mso-…`, and `font-weight` must not be found in `mso-bidi-font-weight`.
function declarations(text) {
  const found = {};
  for (const part of text.split(";")) {
    const colon = part.indexOf(":");
    const value = part.slice(colon + 1).replace("!important", "").trim();
    if (colon > 0) found[part.slice(0, colon).trim().toLowerCase()] = value;
  }
  return found;
}

export class Styles {
  #rules = new Map();
  #own = new Map();
  #known = new WeakMap();

  constructor(pasted) {
    for (const { textContent } of pasted.querySelectorAll("style")) this.#read(textContent);
  }

  #read(sheet) {
    for (const rule of withoutComments(sheet).split("}")) {
      const [selectors, body] = rule.split("{");
      if (!body) continue;
      for (const selector of selectors.split(",")) {
        const name = selector.trim().replace(/\s+/g, " ").toLowerCase();
        this.#rules.set(name, { ...this.#rules.get(name), ...declarations(body) });
      }
    }
  }

  // Selectors are a name, a class or both, as Word, Excel and LibreOffice write them.
  of(element) {
    let style = this.#known.get(element);
    if (!style) {
      const name = element.localName;
      const classes = [...element.classList].map((one) => one.toLowerCase());
      const selectors = [name, ...classes.map((one) => `.${one}`), ...classes.map((one) => `${name}.${one}`)];
      style = Object.assign({}, ...selectors.map((one) => this.#rules.get(one)), this.#ownOf(element));
      this.#known.set(element, style);
    }
    return style;
  }

  #ownOf(element) {
    const text = element.getAttribute("style");
    if (!text) return {};
    if (!this.#own.has(text)) this.#own.set(text, declarations(text));
    return this.#own.get(text);
  }

  // The declarations of one level of a list of Word; undefined where its style sheet did not come along.
  ofListLevel(list, level) {
    return this.#rules.get(`@list ${list}:level${level}`);
  }

  isHidden(element) {
    const style = this.of(element);
    return style.display === "none" || style["mso-hide"] === "all" || element.hasAttribute("hidden");
  }
}
