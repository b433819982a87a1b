// Takes what is selected in the text into the field of the quotation. Without it: copy and paste.

const text = document.querySelector("[data-behaviour~=quotation]");
const field = document.querySelector("[name=quotation]");

text?.addEventListener("mouseup", take);
text?.addEventListener("touchend", take);
text?.addEventListener("keyup", take);

function take() {
  const selection = getSelection();
  const isInside = text.contains(selection.anchorNode) && text.contains(selection.focusNode);
  const passage = selection.toString().trim();
  if (isInside && passage) field.value = passage;
}
