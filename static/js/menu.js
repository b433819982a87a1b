// Closes an open menu on a click outside or on Escape. Without this script its own button closes it.

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
