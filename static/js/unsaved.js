// Shows that something is not saved, asks before the page is left, sends the form only once and not if it is too big.

const OVERHEAD = 200; // bytes of a multipart or encoded field beside its value

function sizeOf(form) {
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const [name, value] of new FormData(form)) {
    const text = typeof value === "string" ? encodeURIComponent(value.toWellFormed?.() ?? value) : "";
    bytes += name.length + OVERHEAD + encoder.encode(text).length;
  }
  return bytes;
}

function attach(toolbar) {
  const form = toolbar.closest("form");
  const mark = toolbar.querySelector(".toolbar__unsaved");
  let isUnsaved = "dirty" in toolbar.dataset;
  let isSent = false;

  function show() {
    mark.textContent = toolbar.dataset.unsavedLabel;
    mark.hidden = !isUnsaved;
  }

  function touch() {
    isUnsaved = true;
    show();
  }

  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  form.addEventListener("submit", (event) => {
    if (isSent) {
      event.preventDefault();
    } else if (sizeOf(form) > Number(toolbar.dataset.mostBytes)) {
      event.preventDefault();
      mark.textContent = toolbar.dataset.tooBigLabel;
      mark.hidden = false;
    } else {
      isSent = true;
    }
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved && !isSent) event.preventDefault();
  });
  show();
}

for (const toolbar of document.querySelectorAll("[data-behaviour~=unsaved]")) attach(toolbar);
