// Copies headline, lead and URL of an article. Without this script readers copy the URL from the field.
for (const share of document.querySelectorAll("[data-behaviour~=share]")) {
  const address = share.querySelector("input");
  const button = share.querySelector("[data-share-copy]");
  const status = share.querySelector("[data-share-status]");

  address.addEventListener("focus", () => address.select());

  if (navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const { headline, lead } = button.dataset;
      status.textContent = "";
      try {
        await navigator.clipboard.writeText([headline, lead, address.value].filter(Boolean).join("\n\n"));
        status.textContent = status.dataset.done;
      } catch {
        address.focus();
        status.textContent = status.dataset.failed;
      }
    });
  }
}
