// Pasted tables: rows with a header where it can be recognised, no sizes, not more cells than a body may have.

export const MAX_CELLS = 500;
const FIRST_ROWS = 50;

// A table with one cell, or with tables inside, lays out a page.
export function isLayout(table) {
  const role = table.getAttribute("role");
  if (role === "presentation" || role === "none" || table.querySelector("table")) return true;
  return [...table.rows].reduce((sum, row) => sum + row.cells.length, 0) <= 1;
}

// How many of the rows that are kept a cell of `row` covers. Zero rows in the source are all below.
function heightOf(cell, row, all, kept) {
  const start = all.indexOf(row);
  const covered = all.slice(start, cell.rowSpan ? start + cell.rowSpan : undefined);
  return Math.max(1, covered.filter((one) => kept.has(one)).length);
}

function widthOf(row) {
  return [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
}

// Cells under a cell of several rows stand in no row of their own, so the widest row counts for all.
function rowsThatFit(rows) {
  const width = rows.reduce((widest, row) => Math.max(widest, widthOf(row)), 0);
  return rows.length * width <= MAX_CELLS ? rows : rows.slice(0, Math.min(FIRST_ROWS, Math.floor(MAX_CELLS / width)));
}

function isBold(cell) {
  const rest = cell.cloneNode(true);
  for (const bold of rest.querySelectorAll("strong")) bold.remove();
  return !rest.textContent.trim();
}

function withName(cell, name) {
  const made = cell.ownerDocument.createElement(name);
  for (const { name: attribute, value } of cell.attributes) made.setAttribute(attribute, value);
  made.append(...cell.childNodes);
  return made;
}

// The corner may be empty; one bold word beside an empty cell is a label.
function isHeader(row, table) {
  const filled = [...row.cells].filter((cell) => cell.textContent);
  return table.rows.length > 1 && filled.length >= Math.min(row.cells.length, 2) && filled.every(isBold);
}

// A bold first row is a header; the bold type is then the header's own.
function mark(table) {
  const [first] = table.rows;
  if (isHeader(first, table)) for (const cell of [...first.cells]) cell.replaceWith(withName(cell, "th"));
  for (const bold of table.querySelectorAll("th strong")) bold.replaceWith(...bold.childNodes);
  for (const cell of table.querySelectorAll("th")) cell.normalize();
}

function readCell(cell, rows, reader, marks) {
  const made = reader.within(cell.localName, cell.childNodes, { ...reader.marksIn(cell, marks), isInCell: true });
  if (cell.colSpan > 1) made.setAttribute("colspan", cell.colSpan);
  if (rows > 1) made.setAttribute("rowspan", rows);
  return made;
}

// The rows that are seen. Spreadsheets are copied with empty ones.
function filledRows(all, styles) {
  return all.filter((row) => row.textContent.trim() && !styles.isHidden(row));
}

// Null where nothing of it fits or nothing is in it.
export function readTable(table, reader, marks) {
  const all = [...table.rows];
  const rows = filledRows(all, reader.styles);
  const kept = new Set(rowsThatFit(rows));
  if (rows.length && !kept.size) reader.dropped.add("wide-table");
  if (!kept.size) return null;
  if (kept.size < rows.length) reader.dropped.add("table", 1, { kept: kept.size, rows: rows.length });
  const made = reader.document.createElement("table");
  const body = made.appendChild(reader.document.createElement("tbody"));
  for (const row of kept) {
    const to = body.appendChild(reader.document.createElement("tr"));
    for (const cell of row.cells) to.append(readCell(cell, heightOf(cell, row, all, kept), reader, marks));
  }
  mark(made);
  return made;
}
