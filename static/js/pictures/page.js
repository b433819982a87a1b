// The page of the library.

import { Library } from "./library.js";

for (const root of document.querySelectorAll("[data-picture-library]")) {
  const library = new Library(root);
  document.addEventListener("paste", (event) => library.paste(event));
}
