// Turns pasted HTML of Word, LibreOffice, Google Docs or a site into the HTML of a body, and says what was left out.

import { BlockReader } from "editor/paste/blocks";
import { takeOutForeign } from "editor/paste/foreign";
import { joinNotes } from "editor/paste/notes";
import { setAsidePictures } from "editor/paste/pictures";
import { Styles } from "editor/paste/styles";
import { nestWordLists } from "editor/paste/word-lists";

export { pasteSentence } from "editor/paste/sentence";

// Characters without embedded pictures. 240,000 words of Word's HTML are 2.8 MB and take most of a second.
const MAX_HTML = 1_000_000;

// Copied in an editor of ours, with blocks that no other program knows. The server cleans it like all that is saved.
const OWN = /<[a-z][^<>]* data-pm-slice="/i;

class Dropped {
  entries = new Map();

  add(what, count = 1, further = {}) {
    const entry = this.entries.get(what) ?? { what, count: 0 };
    this.entries.set(what, Object.assign(entry, further, { count: entry.count + count }));
    return entry;
  }
}

// The rest of a document after a comment without end would be lost with it.
function endComments(html) {
  const start = html.lastIndexOf("<!--");
  if (start < 0 || start < html.lastIndexOf("-->")) return html;
  return html.slice(0, start) + html.slice(start).replace(/^<!--(\s*\[if[^\]]*\]>)?/, "");
}

// None of these acts in a parsed document, but each would be reported as a breach of the content policy.
function withoutBreaches(html) {
  const tags = html.replace(/<base\b[^<>]*>/gi, "");
  return tags.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\son[a-z]+\s*=/gi, " data-off="));
}

// `dropped` lists what the body does not have: { what, count }, and for pictures whose bytes came along `files`. Whoever
// puts these files into the library lowers the count. The whole document is read: the marks of the selected fragment
// may stand inside a row of a table. Nothing in it is loaded or run.
export function transformPasted(html) {
  if (OWN.test(html)) return { html, dropped: [] };
  const dropped = new Dropped();
  const { rest, pictures } = setAsidePictures(html);
  if (rest.length > MAX_HTML) return { html: "", dropped: [{ what: "everything", count: 1 }] };
  const pasted = new DOMParser().parseFromString(withoutBreaches(endComments(rest)), "text/html");
  const styles = new Styles(pasted);
  takeOutForeign(pasted.body, dropped, pictures);
  nestWordLists(pasted.body, styles);
  joinNotes(pasted.body, styles);
  const made = new BlockReader(styles, dropped).read(pasted.body);
  return { html: made.innerHTML.replaceAll("&nbsp;", "\u00a0"), dropped: [...dropped.entries.values()] };
}
