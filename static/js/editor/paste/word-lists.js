// Lists of Word. The program on a computer writes paragraphs with a marker in their text, Word on the web a list around
// each item; both tell the level of an item only in its attributes.

const PLACE = /\b(l\d+)\s+level(\d+)\s+(lfo\d+)/;
const PARAGRAPHS = "p, div, h1, h2, h3, h4, h5, h6";
const NUMBERED = /^[([]?(\d+|[\p{L}]{1,5}(?=[.)\]]))/u;

// Removes the marker from the paragraph and returns it: «1.», «б)», «·».
function takeMarker(paragraph, styles) {
  const markers = [...paragraph.querySelectorAll("span")].filter((span) => styles.of(span)["mso-list"] === "Ignore");
  if (!markers.length) return takeConditional(paragraph);
  const text = markers.map((marker) => marker.textContent).join("");
  for (const marker of markers) marker.remove();
  return text.trim();
}

// Outlook marks it only by comments: <!--[if !supportLists]-->1. <!--[endif]-->
function takeConditional(paragraph) {
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_COMMENT);
  let text = "";
  while (walker.nextNode()) {
    const start = walker.currentNode;
    if (!start.data.startsWith("[if !supportLists]")) continue;
    while (start.nextSibling && start.nextSibling.data !== "[endif]") {
      text += start.nextSibling.textContent;
      start.nextSibling.remove();
    }
  }
  return text.trim();
}

// The style sheet knows the kind of a list. It is missing in a copy of a few items, then the marker has to tell.
function isOrdered(list, level, marker, styles) {
  const rule = styles.ofListLevel(list, level);
  if (rule) return !["bullet", "image", "none"].includes(rule["mso-level-number-format"]);
  return NUMBERED.test(marker);
}

function wordItems(root, styles) {
  const items = [];
  for (const paragraph of root.querySelectorAll(PARAGRAPHS)) {
    const place = PLACE.exec(styles.of(paragraph)["mso-list"] ?? "");
    if (!place) continue;
    const marker = takeMarker(paragraph, styles);
    if (/^h\d$/.test(paragraph.localName)) continue; // a numbered heading
    const [, list, level, number] = place;
    items.push({
      content: [paragraph],
      container: paragraph,
      level: Number(level),
      list: `${list} ${number}`,
      isOrdered: isOrdered(list, level, marker, styles),
      start: Number(/(\d+)\D*$/.exec(marker)?.[1] ?? 1), // the last one of «2.3.»
    });
  }
  return items;
}

function webItems(root) {
  return [...root.querySelectorAll(".ListContainerWrapper li[data-aria-level]")].map((item) => ({
    content: [...item.childNodes],
    container: item.closest(".ListContainerWrapper"),
    level: Number(item.dataset.ariaLevel) || 1,
    list: item.dataset.listid,
    isOrdered: item.parentElement.localName === "ol",
    start: Number(item.dataset.ariaPosinset) || 1,
  }));
}

// Items that follow one another without anything between.
function runsOf(items) {
  const runs = [];
  let before = null;
  for (const item of items) {
    const follows = before && [before, before.nextElementSibling].includes(item.container);
    if (follows) runs.at(-1).push(item);
    else runs.push([item]);
    before = item.container;
  }
  return runs;
}

function continues(open, item) {
  return open.isOrdered === item.isOrdered && (!item.isOrdered || open.list === item.list);
}

function beginList(item, outer) {
  const element = item.container.ownerDocument.createElement(item.isOrdered ? "ol" : "ul");
  if (item.isOrdered && item.start > 1) element.setAttribute("start", item.start);
  if (outer) outer.element.lastElementChild.append(element);
  else item.container.before(element);
  return { ...item, element };
}

function nest(items) {
  const open = []; // lists, each in the last item of the one before
  for (const item of items) {
    while (open.length && open.at(-1).level > item.level) open.pop();
    if (open.at(-1)?.level === item.level && !continues(open.at(-1), item)) open.pop();
    if (open.at(-1)?.level !== item.level) open.push(beginList(item, open.at(-1)));
    const made = item.container.ownerDocument.createElement("li");
    open.at(-1).element.append(made);
    made.append(...item.content);
  }
}

export function nestWordLists(root, styles) {
  for (const run of runsOf(wordItems(root, styles))) nest(run);
  const web = webItems(root);
  for (const run of runsOf(web)) nest(run);
  for (const { container } of web) container.remove();
}
