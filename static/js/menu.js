// Closes an opened menu when something else is pressed, or Escape. Without it the menu closes by its own button.

function attach(menu) {
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

for (const menu of document.querySelectorAll("[data-behaviour~=menu]")) attach(menu);
