// Reads a pasted document and writes its blocks anew. Only elements and attributes that are made here come out.

import { addressOf } from "editor/paste/links";
import { NOTE } from "editor/paste/notes";
import { Runs } from "editor/paste/runs";
import { scriptOf } from "editor/paste/scripts";
import { isLayout, readTable } from "editor/paste/tables";

const BLOCKS = new Set(
  ("address article aside body caption center dd details dialog div dl dt fieldset figcaption figure footer form header " +
    "hgroup li main nav p pre search section summary tbody td tfoot th thead tr").split(" "),
);
const MAX_LIST_DEPTH = 8;
const QUOTE_STYLE = /quot|цитат|дәйексөз/i;
const QUOTE_CLASS = /^mso(intense)?quote/i;
const TITLE_CLASS = /^msotitle/i;
const WEIGHT = /^(bold|bolder|normal|lighter|\d+)$/;
const PAGE_END = /page-break|break-before/;

function levelOf(element, style) {
  const name = /^h([1-6])$/.exec(element.localName);
  if (name) return Number(name[1]);
  if (element.getAttribute("role") === "heading") return Number(element.getAttribute("aria-level")) || 2;
  if (TITLE_CLASS.test(element.className)) return 1;
  return element.localName === "p" ? Number.parseInt(style["mso-outline-level"], 10) || null : null;
}

function isQuoteParagraph(element, style) {
  return element.localName === "p" && (QUOTE_CLASS.test(element.className) || QUOTE_STYLE.test(style["mso-style-name"]));
}

function isBold(element, style, before) {
  const [weight] = WEIGHT.exec(style["font-weight"] ?? "") ?? [];
  if (!weight) return before || element.localName === "b" || element.localName === "strong";
  return weight.startsWith("bold") || Number(weight) >= 600;
}

function isItalic(element, style, before) {
  const slope = style["font-style"];
  if (slope === "normal") return false;
  return before || /^(italic|oblique)/.test(slope ?? "") || element.localName === "i" || element.localName === "em";
}

function isStruck(element, style) {
  const line = `${style["text-decoration"] ?? ""} ${style["text-decoration-line"] ?? ""}`;
  return ["s", "strike"].includes(element.localName) || line.includes("line-through");
}

function isPreformatted(element, style, before) {
  const space = style["white-space"];
  return space ? space.startsWith("pre") : before || element.localName === "pre";
}

export class BlockReader {
  document = document.implementation.createHTMLDocument();
  #out = null; // the element that blocks go into
  #runs = new Runs();
  #name = "p";
  #quotes = new WeakSet(); // those made of paragraphs, which the next paragraph continues

  constructor(styles, dropped) {
    this.styles = styles;
    this.dropped = dropped;
  }

  read(root) {
    return this.within("div", root.childNodes, {});
  }

  // Makes an element of this name with the blocks of these nodes.
  within(name, nodes, marks) {
    this.#flush();
    const outer = this.#out;
    const made = this.document.createElement(name);
    this.#out = made;
    this.#children(nodes, marks);
    this.#flush();
    this.#out = outer;
    return made;
  }

  #flush() {
    this.#out?.append(...this.#runs.take(this.document, this.#name));
  }

  #append(made) {
    if (made?.hasChildNodes()) this.#out.append(made);
  }

  #children(nodes, marks) {
    for (const child of nodes) {
      if (child.nodeType === Node.TEXT_NODE) this.#runs.add(child.data, marks);
      else if (child.nodeType === Node.ELEMENT_NODE) this.#element(child, marks);
    }
  }

  // The marks of the text inside the element.
  marksIn(element, marks) {
    const style = this.styles.of(element);
    const struck = isStruck(element, style);
    if (struck && !marks.isStruck && element.textContent.trim()) this.dropped.add("struck");
    const isLink = element.localName === "a" && element.hasAttribute("href");
    return {
      ...marks,
      isBold: !marks.isHeading && isBold(element, style, marks.isBold),
      isItalic: isItalic(element, style, marks.isItalic),
      isStruck: struck || marks.isStruck,
      isPreformatted: isPreformatted(element, style, marks.isPreformatted),
      href: isLink ? addressOf(element.getAttribute("href")) : marks.href,
    };
  }

  #element(element, marks) {
    const style = this.styles.of(element);
    if (this.styles.isHidden(element)) return;
    const level = levelOf(element, style);
    const name = element.localName;
    const inner = this.marksIn(element, marks);
    if (name === "br") this.#break(element, marks);
    else if (name === "hr") this.#rule(marks);
    else if (name === NOTE) this.#runs.add(element.textContent, { note: element, href: null });
    else if (level) this.#heading(element, level, inner);
    else if (name === "blockquote" || isQuoteParagraph(element, style)) this.#quote(element, inner);
    else if (name === "ul" || name === "ol") this.#list(element, inner);
    else if (name === "table" && !isLayout(element)) this.#table(element, inner);
    else if (name === "table" || BLOCKS.has(name)) this.#block(element, inner);
    else this.#inline(element, style, inner);
  }

  #inline(element, style, marks) {
    const script = scriptOf(element, style);
    if (script) this.#runs.add(script, marks);
    else this.#children(element.childNodes, marks);
  }

  #break(element, marks) {
    const isPageEnd = PAGE_END.test(element.getAttribute("style") ?? "");
    if (!isPageEnd && element.className !== "Apple-interchange-newline") this.#runs.break(marks);
  }

  #rule(marks) {
    this.#flush();
    if (!marks.isInCell && !marks.isInItem) this.#out.append(this.document.createElement("hr"));
  }

  #block(element, marks) {
    this.#flush();
    this.#children(element.childNodes, marks);
    this.#flush();
  }

  #heading(element, level, marks) {
    this.#flush();
    const isPlain = marks.isInCell || marks.isInItem || marks.isHeading;
    if (!isPlain) this.#name = level < 3 ? "h2" : "h3";
    this.#block(element, isPlain ? marks : { ...marks, isBold: false, isHeading: true });
    if (!isPlain) this.#name = "p";
  }

  // Word makes a paragraph of each line of a quotation.
  #quote(element, marks) {
    if (marks.isInCell || marks.isInItem || marks.isInQuote || marks.isHeading) {
      this.#block(element, marks);
      return;
    }
    const made = this.within("blockquote", element.childNodes, { ...marks, isInQuote: true });
    const before = this.#out.lastElementChild;
    if (element.localName === "p" && this.#quotes.has(before)) before.append(...made.childNodes);
    else this.#append(made);
    if (element.localName === "p") this.#quotes.add(made);
  }

  #table(element, marks) {
    this.#flush();
    if (marks.isInCell || marks.isHeading) {
      this.#block(element, marks);
      return;
    }
    if (element.caption) this.#block(element.caption, marks);
    this.#append(readTable(element, this, marks));
  }

  #list(element, marks) {
    this.#flush();
    const depth = (marks.depth ?? 0) + 1;
    if (marks.isInCell) {
      this.#lines(element, marks);
      return;
    }
    if (marks.isHeading || depth > MAX_LIST_DEPTH) {
      this.#block(element, marks);
      return;
    }
    const made = this.document.createElement(element.localName);
    if (element.localName === "ol" && element.start > 1) made.setAttribute("start", element.start);
    for (const child of element.childNodes) this.#item(child, made, { ...marks, depth, isInItem: true });
    this.#append(made);
  }

  // A cell holds paragraphs only, so the markers become text.
  #lines(element, marks) {
    let number = element.start;
    for (const child of element.children) {
      const isItem = child.localName === "li";
      const made = this.within("div", isItem ? child.childNodes : [child], isItem ? this.marksIn(child, marks) : marks);
      if (isItem) made.firstElementChild?.prepend(element.localName === "ol" ? `${number++}. ` : "• ");
      this.#out.append(...made.childNodes);
    }
  }

  // Google Docs puts an inner list beside the items, LibreOffice into one of its own.
  #item(node, list, marks) {
    const made =
      node.localName === "li" && !this.styles.isHidden(node)
        ? this.within("li", node.childNodes, this.marksIn(node, marks))
        : this.within("li", [node], marks);
    const [first, ...others] = made.children;
    if (!first) return;
    if (!["ul", "ol"].includes(first.localName)) list.append(made);
    else if (list.lastElementChild) list.lastElementChild.append(first, ...others);
    else {
      list.append(...first.children);
      list.lastElementChild.append(...others);
    }
  }
}
