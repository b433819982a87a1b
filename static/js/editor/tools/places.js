// Links that lead to a word in the form: the word is selected in its field or in the text.

import { placesOf, selectPlace } from "editor/tools/find-replace";

export class Places {
  constructor(body) {
    this.body = body;
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-behaviour~=show-place]");
      if (link && this.show(link.dataset)) event.preventDefault();
    });
  }

  show({ field, word }) {
    const { textarea, editor } = this.body;
    if (field === textarea.name) {
      const [place] = placesOf(editor.state.doc, word, { isExact: true });
      if (place) selectPlace(editor, place);
      return Boolean(place);
    }
    const input = textarea.form.elements[field];
    const at = input?.value.indexOf(word) ?? -1;
    if (at < 0) return false;
    input.focus();
    input.setSelectionRange(at, at + word.length);
    return true;
  }
}
