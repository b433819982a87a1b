// Shows the original beside the form of its translation, with the paragraph that stands for the one being written.
// Without it: both texts on a page of their own.

const panel = document.querySelector("[data-behaviour~=original-beside]");

for (const toggle of panel ? document.querySelectorAll("[data-original-toggle]") : []) toggle.hidden = false;
if (panel) {
  document.addEventListener("click", (event) => event.target.closest("[data-original-toggle]") && turn());
  document.addEventListener("selectionchange", () => panel.hidden || follow());
}

async function turn() {
  const isShown = panel.hidden;
  if (isShown) await load();
  panel.hidden = !isShown;
  document.body.toggleAttribute("data-original-beside", isShown);
  const toggle = document.querySelector(".toolbar [data-original-toggle]");
  toggle.setAttribute("aria-pressed", String(isShown));
  (isShown ? panel : toggle).focus();
}

async function load() {
  try {
    const answer = await fetch(panel.dataset.url);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    panel.replaceChildren(...page.body.childNodes);
  } catch {
    panel.textContent = panel.dataset.failedLabel;
  }
}

// The top-level blocks of the editor have the order of the stored text until blocks are added or removed.
function follow() {
  const node = getSelection().anchorNode;
  const editor = (node instanceof Element ? node : node?.parentElement)?.closest(".ProseMirror");
  const place = editor ? [...editor.children].findIndex((block) => block.contains(node)) : -1;
  if (place < 0) return;
  const found = panel.querySelector(`[data-place="${place}"]`);
  const former = panel.querySelector("[data-current]");
  if (!found || found === former) return;
  former?.removeAttribute("data-current");
  found.setAttribute("data-current", "");
  found.scrollIntoView({ block: "nearest" });
}
