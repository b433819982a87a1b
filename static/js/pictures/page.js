// The page of the library.

import { Library } from "./library.js";

for (const root of document.querySelectorAll("[data-picture-library]")) {
  // Outside the zone a browser would leave the page and open the file.
  const library = new Library(root, { zone: document.body });
  document.addEventListener("paste", (event) => library.paste(event));
}
