// Switches between the system's theme, light and dark. The choice is stored in this browser only.
const KEY = "theme";

function storedTheme() {
  try {
    return localStorage.getItem(KEY) ?? "auto";
  } catch {
    return "auto";
  }
}

function apply(theme) {
  if (theme === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

function store(theme) {
  try {
    if (theme === "auto") {
      localStorage.removeItem(KEY);
    } else {
      localStorage.setItem(KEY, theme);
    }
  } catch {
    // Storage is forbidden: the choice is kept for this page only.
  }
}

const controls = document.querySelectorAll('[data-behaviour="theme"]');

function show(theme) {
  for (const control of controls) {
    const choice = control.querySelector(`[value="${CSS.escape(theme)}"]`);
    if (choice) {
      choice.checked = true;
    }
  }
}

show(storedTheme());

for (const control of controls) {
  control.addEventListener("change", (event) => {
    apply(event.target.value);
    store(event.target.value);
    show(event.target.value);
  });
}
