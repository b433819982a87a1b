// Copies headline, lead and address of an article. Without it the address stands in a field to be copied by hand.
for (const share of document.querySelectorAll("[data-behaviour~=share]")) {
  const address = share.querySelector("input");
  const button = share.querySelector("[data-share-copy]");
  const told = share.querySelector("[data-share-told]");

  address.addEventListener("focus", () => address.select());

  if (navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const { headline, lead } = button.dataset;
      told.textContent = "";
      try {
        await navigator.clipboard.writeText([headline, lead, address.value].filter(Boolean).join("\n\n"));
        told.textContent = told.dataset.done;
      } catch {
        address.focus();
        told.textContent = told.dataset.refused;
      }
    });
  }
}
