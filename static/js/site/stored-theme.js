// Applies the stored theme before anything else runs.
let theme = null;
try {
  theme = localStorage.getItem("theme");
} catch {
  // Storage is forbidden: the page follows the system.
}
if (theme === "light" || theme === "dark") {
  document.documentElement.dataset.theme = theme;
}
