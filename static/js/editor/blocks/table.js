// A table of at most 500 cells, with a header. Widths and alignment are the page's business and are not stored.

import { pm, Table as BaseTable, TableCell, TableHeader, TableRow } from "django-prose-editor/editor";

import { insertBlock } from "editor/blocks";
import { blockView } from "editor/blocks/node-view";
import { ask } from "editor/dialog";
import { say } from "editor/notice";
import { t } from "editor/words";

export const MOST_CELLS = 500;
const { CellSelection } = pm.tables;

function span(name) {
  return {
    default: 1,
    parseHTML: (element) => Math.max(1, Number.parseInt(element.getAttribute(name), 10) || 1),
    renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
  };
}

const cell = {
  content: "paragraph+",
  addAttributes: () => ({ colspan: span("colspan"), rowspan: span("rowspan"), colwidth: { default: null, rendered: false, parseHTML: () => null } }),
};

const Table = BaseTable.extend({
  group: "topBlock",
  renderHTML: () => ["table", ["tbody", 0]],
  addNodeView: () => (props) => {
    const view = blockView({ kind: "table", tag: "div", content: "tbody" })(props);
    const table = document.createElement("table");
    view.contentDOM.replaceWith(table);
    table.append(view.contentDOM);
    return view;
  },
  addMenuItems: () => undefined,
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      Tab: ({ editor }) => editor.isActive("table") && (editor.commands.goToNextCell() || tabIntoNewRow(editor)),
    };
  },
});

function tabIntoNewRow(editor) {
  const rows = rowCount(editor);
  addRow(editor);
  if (rowCount(editor) > rows) editor.commands.goToNextCell();
  return true;
}

const size = (text) => Math.trunc(Number(text));

async function insert(editor) {
  const values = await ask({
    title: t("table"),
    submit: t("dialog.insert"),
    fields: [
      { name: "rows", label: t("table.rows"), value: "3", required: true, attributes: { inputmode: "numeric" } },
      { name: "columns", label: t("table.columns"), value: "3", required: true, attributes: { inputmode: "numeric" } },
    ],
    check: ({ rows, columns }) => {
      const cells = size(rows) * size(columns);
      if (!(size(rows) > 0 && size(columns) > 0)) return { rows: t("table.numbers") };
      return cells > MOST_CELLS ? { rows: t("table.tooMany", { most: MOST_CELLS }) } : {};
    },
  });
  if (!values) return;
  const row = (type) => ({
    type: "tableRow",
    content: Array.from({ length: size(values.columns) }, () => ({ type, content: [{ type: "paragraph" }] })),
  });
  const rows = Array.from({ length: size(values.rows) }, (_none, index) => row(index ? "tableCell" : "tableHeader"));
  insertBlock(editor, { type: "table", content: rows });
}

function cellsOf(editor) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === "table") return node.childCount * node.firstChild.childCount;
  }
  return 0;
}

// Change the table at the caret; what would make it too large is said instead.
function grow(command, lines) {
  return (editor) => {
    const cells = cellsOf(editor);
    if (cells + cells / Math.max(1, lines(editor)) > MOST_CELLS) say(t("table.tooMany", { most: MOST_CELLS }));
    else editor.chain().focus()[command]().run();
  };
}

function around(editor, name) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === name) return $from.node(depth);
  return null;
}

const rowCount = (editor) => around(editor, "table")?.childCount ?? 1;
const columnCount = (editor) => around(editor, "table")?.firstChild.childCount ?? 1;
const addRow = grow("addRowAfter", rowCount);
const run = (command) => (editor) => editor.chain().focus()[command]().run();

// Buttons of the toolbar while the caret is in a table.
export const tools = [
  { name: "rowAfter", run: addRow },
  { name: "columnAfter", run: grow("addColumnAfter", columnCount) },
  { name: "rowRemove", run: run("deleteRow") },
  { name: "columnRemove", run: run("deleteColumn") },
  { name: "headerRow", run: run("toggleHeaderRow") },
  { name: "merge", run: run("mergeCells"), isEnabled: (editor) => editor.state.selection instanceof CellSelection },
  { name: "split", run: run("splitCell"), isEnabled: (editor) => editor.can().splitCell() },
];

export const block = {
  name: "table",
  nodes: ["table"],
  extensions: [Table.configure({ resizable: false }), TableRow, TableHeader.extend(cell), TableCell.extend(cell)],
  insert,
  tools,
};
