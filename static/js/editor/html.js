// The HTML that is stored, from the document of the editor.

import { pm } from "django-prose-editor/editor";

const { DOMSerializer } = pm.model;

export function htmlOf(doc) {
  const box = document.implementation.createHTMLDocument("").createElement("div");
  DOMSerializer.fromSchema(doc.type.schema).serializeFragment(doc.content, { document: box.ownerDocument }, box);
  // A quotation without a speaker has no line for one.
  for (const empty of box.querySelectorAll("blockquote > footer:empty")) empty.remove();
  return box.innerHTML;
}

const BLOCKS = "figure, aside, section, table, small, hr";
const HELD = ["data-photo", "data-fact", "data-embed", "data-file", "data-card"];

function census(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const named = [...body.querySelectorAll(HELD.map((name) => `[${name}]`).join())];
  const held = named.map((element) => HELD.map((name) => element.getAttribute(name)).join(" ")).sort();
  return JSON.stringify([body.querySelectorAll(BLOCKS).length, held]);
}

// Whether the editor holds every block of the stored HTML: what it does not know, the next save would lose.
export function holdsAll(stored, doc) {
  return census(stored) === census(htmlOf(doc));
}
