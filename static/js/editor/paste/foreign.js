// Takes out of a pasted document what a body cannot hold, and counts what a reader would miss.

import { takeOutPictures } from "editor/paste/pictures";

// Counted under their names; outer elements go first and take the inner ones along.
const COUNTED = [
  ["deleted", "del, .msoDel"],
  ["formula", ".katex, mjx-container, .MathJax, math"],
  ["comment", ".MsoCommentReference, .msocomanchor"],
  ["video", "video"],
  ["audio", "audio"],
  ["embed", "iframe, embed, object"],
  ["drawing", "svg, canvas"],
  ["control", "button, select, textarea, input:not([type=hidden])"],
];
const SILENT = "script, style, template, noscript, title, link, meta, base, xml, datalist, .msocomtxt";
const COMMENT_LIST = /mso-element:\s*comment/;

function comments(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

// Word writes a formula into a comment, and a picture of it beside for all others.
function takeOutWordFormulas(root, dropped) {
  for (const comment of comments(root)) {
    if (!/<m:omath/i.test(comment.data)) continue;
    dropped.add("formula");
    const start = comment.nextSibling;
    if (start?.nodeType !== Node.COMMENT_NODE || !start.data.startsWith("[if !msEquation]")) continue;
    while (start.nextSibling && start.nextSibling.data !== "[endif]") start.nextSibling.remove();
  }
}

export function takeOutForeign(root, dropped, pictures) {
  takeOutWordFormulas(root, dropped);
  for (const element of root.querySelectorAll(SILENT)) element.remove();
  for (const element of root.querySelectorAll("[style*=mso-element]")) {
    if (COMMENT_LIST.test(element.getAttribute("style"))) element.remove();
  }
  for (const [what, selector] of COUNTED) {
    for (const element of root.querySelectorAll(selector)) {
      if (!element.isConnected) continue;
      element.remove();
      dropped.add(what);
    }
  }
  takeOutPictures(root, dropped, pictures);
}
