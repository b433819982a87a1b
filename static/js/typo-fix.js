// Takes the wrong words of a typo from the selection in the live text. The form works without it.

const MOST_WORDS = 3;

function wordsOf(selection) {
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer;
  const place = (start.nodeType === Node.TEXT_NODE ? start.parentElement : start).closest(".typo__text");
  if (!place?.contains(range.commonAncestorContainer)) return null;
  const words = wholeWords(range).replace(/\s+/g, " ").trim();
  return words && words.split(" ").length <= MOST_WORDS ? { field: place.dataset.field, words } : null;
}

// A selection that begins or ends inside a word stands for the whole word.
function wholeWords(range) {
  const before = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.data.slice(0, range.startOffset) : "";
  const after = range.endContainer.nodeType === Node.TEXT_NODE ? range.endContainer.data.slice(range.endOffset) : "";
  const text = range.toString();
  const head = /^\s/.test(text) ? "" : before.match(/[\p{L}\p{M}-]*$/u)[0];
  const tail = /\s$/.test(text) ? "" : after.match(/^[\p{L}\p{M}-]*/u)[0];
  return head + text + tail;
}

function fill(form, { field, words }) {
  const { before, after } = form.elements;
  const isUntouched = !after.value || after.value === before.value;
  form.elements.field.value = field;
  before.value = words;
  if (isUntouched) after.value = words;
}

const form = document.querySelector("[data-behaviour~=typo-fix]");
if (form) {
  form.querySelector("[data-part=hint]").hidden = false;
  document.addEventListener("selectionchange", () => {
    const found = wordsOf(document.getSelection());
    if (found) fill(form, found);
  });
}
