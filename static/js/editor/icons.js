// Icons of the editor: lines on a grid of 24.

import { make } from "editor/dom";

const PATHS = {
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M10 5h8M6 19h8M14 5l-4 14",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17",
  bulletList: "M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1",
  orderedList: "M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 14.5c0-2 3-2 3 0 0 1.200-3 3-3 4.500h3",
  blockquote: "M5 5v14M9 8h11M9 12h11M9 16h7",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h4",
  find: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.500 4.500",
  insert: "M12 5v14M5 12h14",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-2 4 4M15.500 9h.01",
  gallery: "M7 4h13v12H7zM4 8v12h13M7 13l4-3 5 4",
  "pull-quote": "M6 9h4v4c0 2-1 3-3 4M14 9h4v4c0 2-1 3-3 4",
  "fact-box": "M5 4h14v16H5zM8 8h8M8 12h8M8 16h5",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
  embed: "M4 5h16v14H4zM10 9l5 3-5 3z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 13h6M9 17h6",
  card: "M4 6h16v12H4zM7 9h5v6H7zM14 10h4M14 14h3",
  speech: "M4 5h12v9H9l-3 3v-3H4zM18 9h2v9h-2v3l-3-3h-4",
  footnote: "M5 8h8M5 13h8M5 18h14M17 9V4l-1.500 1",
  "section-break": "M4 12h4M10 12h4M16 12h4",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  up: "M12 19V6M6 11l6-6 6 6",
  down: "M12 5v13M6 13l6 6 6-6",
  remove: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10 11v5M14 11v5",
  columnAfter: "M4 5h8v14H4zM17 9v6M14 12h6",
  columnRemove: "M4 5h8v14H4zM14 12h6",
  rowAfter: "M5 4h14v8H5zM12 14v6M9 17h6",
  rowRemove: "M5 4h14v8H5zM9 17h6",
  headerRow: "M4 5h16v14H4zM4 8h16M4 6.500h16M4 11h16",
  merge: "M4 5h16v14H4zM8 12h8M13 9l3 3-3 3",
  split: "M4 5h16v14H4zM12 5v14",
  question: "M9 9a3 3 0 1 1 4 3c-1 .500-1 1-1 2M12 18h.01",
};
const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "editor-icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? "");
  svg.append(path);
  return svg;
}

// A button that shows an icon, and says its label to a screen reader and under the pointer.
export function iconButton(name, label, attributes = {}) {
  return make("button", { type: "button", title: label, "aria-label": label, ...attributes }, icon(name));
}
