// Footnotes of Word and LibreOffice: the text from the end of the document is put to the place that refers to it.

export const NOTE = "pasted-note";

const NOTES = "div[id^=ftn], div[id^=edn], div[id^=sdfootnote], div[id^=sdendnote]";
const BACK = 'a[href^="#_ftnref"], a[href^="#_ednref"], a.sdfootnotesym, a.sdendnotesym';
const WORD_LIST = /^(foot|end)note-list$/;

// Word refers to `ftn1` by `#_ftn1`, LibreOffice to `sdfootnote1` by `#sdfootnote1sym`.
function idOf(reference) {
  return reference.getAttribute("href").slice(1).replace(/^_/, "").replace(/sym$/, "");
}

function textOf(note) {
  for (const back of note.querySelectorAll(BACK)) back.remove();
  return note.textContent.replace(/\s+/g, " ").trim();
}

export function joinNotes(root, styles) {
  const notes = new Map([...root.querySelectorAll(NOTES)].map((note) => [note.id, note]));
  if (!notes.size) return;
  for (const reference of root.querySelectorAll('a[href^="#"]')) {
    const note = notes.get(idOf(reference));
    if (!note || note.contains(reference)) continue;
    const joined = root.ownerDocument.createElement(NOTE);
    joined.textContent = textOf(note);
    reference.replaceWith(joined);
    note.remove();
  }
  for (const list of root.querySelectorAll("div[style]")) {
    // A line above the notes is all that is left in it.
    if (WORD_LIST.test(styles.of(list)["mso-element"] ?? "") && !list.textContent.trim()) list.remove();
  }
}
