// A keyboard that opens over a phone leaves a few lines: while somebody writes, the text has them all.

const LINES = 6;
const LOW = 600;

export function keepRoom({ editor, root }) {
  const view = window.visualViewport;
  const bar = root.querySelector(".editor__bar");

  function lines() {
    const above = Math.max(bar.getBoundingClientRect().bottom, view.offsetTop);
    return (view.offsetTop + view.height - above) / parseFloat(getComputedStyle(editor.view.dom).lineHeight);
  }

  function makeRoom() {
    if (editor.isFocused && view.height < LOW && lines() < LINES) root.scrollIntoView();
  }

  editor.on("focus", () => requestAnimationFrame(makeRoom));
  view.addEventListener("resize", makeRoom);
}
