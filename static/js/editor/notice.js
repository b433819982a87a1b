// One sentence for the person who writes, under the toolbar.

const SHOWN = 12_000; // milliseconds
let timer = null;

export function say(sentence) {
  const place = document.querySelector(".editor__notice");
  if (!place) return;
  place.textContent = sentence;
  place.hidden = !sentence;
  clearTimeout(timer);
  timer = setTimeout(() => {
    place.hidden = true;
  }, SHOWN);
}
