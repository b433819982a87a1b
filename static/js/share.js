// Copies headline and address of a piece. Without it the address stands in a field to be copied by hand.
for (const share of document.querySelectorAll('[data-behaviour="share"]')) {
  const address = share.querySelector("input");
  const button = share.querySelector("[data-share-copy]");
  const done = share.querySelector("[data-share-done]");

  address.addEventListener("focus", () => address.select());

  if (navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(`${button.dataset.shareHeadline}\n${address.value}`);
        done.textContent = done.dataset.shareDone;
      } catch {
        address.focus();
      }
    });
  }
}
