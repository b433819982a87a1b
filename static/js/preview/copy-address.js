// Copies an address with one press. Without it the address is selected by hand.

for (const button of document.querySelectorAll("[data-behaviour~=copy-address]")) {
  const input = document.getElementById(button.dataset.of);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    input.select();
    await navigator.clipboard.writeText(input.value);
    button.textContent = button.dataset.doneLabel;
  });
}
