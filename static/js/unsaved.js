// Says that something is not saved yet, asks before the page is left, and sends the form only once.

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
    if (isSent) event.preventDefault();
    isSent = true;
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
