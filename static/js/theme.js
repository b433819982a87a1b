// The switch between the system's theme, light and dark; remembered in this browser only.
const KEY = "theme";

function remembered() {
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

function remember(theme) {
  try {
    if (theme === "auto") {
      localStorage.removeItem(KEY);
    } else {
      localStorage.setItem(KEY, theme);
    }
  } catch {
    // Forbidden storage: the choice holds for this page.
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

show(remembered());

for (const control of controls) {
  control.addEventListener("change", (event) => {
    apply(event.target.value);
    remember(event.target.value);
    show(event.target.value);
  });
  control.hidden = false;
}
