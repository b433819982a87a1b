// The words of one paragraph: pieces of text with their marks, joined and written as few elements.

const SPACES = /[ \t\n\r\f\v\x85\u2028\u2029]+/g;
const WIDE_SPACE = /[ \u00a0]{2,}/g; // Word indents with no-break spaces; a single one is typography
const START = /^[ \u00a0]+/;
const END = /[ \u00a0]+$/;
const INVISIBLE = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

// From the outermost. The keys of a mark, and the element that it makes.
const LAYERS = [
  ["note", "small"],
  ["href", "a"],
  ["isBold", "strong"],
  ["isItalic", "em"],
];
const KEYS = LAYERS.map(([key]) => key);

function isAlike(one, other) {
  return KEYS.every((key) => (one[key] || null) === (other[key] || null));
}

function endsLine(run) {
  return !run || run.isBreak || END.test(run.text);
}

function trimEnd(runs) {
  while (runs.at(-1)?.text && !runs.at(-1).text.replace(END, "")) runs.pop();
  if (runs.at(-1)?.text) runs.at(-1).text = runs.at(-1).text.replace(END, "");
  return runs;
}

// Splits at two line ends in a row: mails and messengers part paragraphs so.
function paragraphs(runs) {
  const found = [[]];
  let breaks = [];
  for (const run of runs) {
    if (run.isBreak) breaks.push(run);
    else if (run.text.replace(END, "")) {
      if (breaks.length > 1) found.push([]);
      else found.at(-1).push(...breaks);
      breaks = [];
      found.at(-1).push({ ...run });
    } else if (!breaks.length) found.at(-1).push({ ...run });
  }
  return found;
}

// A space between two equal marks belongs to them, any other to none.
function markSpaces(runs) {
  runs.forEach((run, index) => {
    const [before, after] = [runs[index - 1], runs[index + 1]];
    if (run.isBreak || run.text !== " " || !before || !after) return;
    for (const key of KEYS) run[key] = before[key] === after[key] ? before[key] : null;
  });
  return runs;
}

function joined(runs) {
  const whole = [];
  for (const run of runs) {
    const before = whole.at(-1);
    if (run.isBreak) {
      trimEnd(whole).push(run);
      continue;
    }
    const text = endsLine(before) ? run.text.replace(START, "") : run.text;
    if (!text) continue;
    if (before && !before.isBreak && isAlike(before, run)) before.text = (before.text + text).replace(WIDE_SPACE, " ");
    else whole.push({ ...run, text });
  }
  return trimEnd(whole);
}

function write(document, runs, layers = LAYERS) {
  const nodes = [];
  const [layer, ...inner] = layers;
  for (let start = 0, end = 0; start < runs.length; start = end) {
    end = start + 1;
    if (!layer) {
      nodes.push(runs[start].isBreak ? document.createElement("br") : document.createTextNode(runs[start].text.normalize("NFC")));
      continue;
    }
    const [key, name] = layer;
    while (end < runs.length && (runs[end][key] || null) === (runs[start][key] || null)) end += 1;
    const content = write(document, runs.slice(start, end), inner);
    nodes.push(...(runs[start][key] ? [wrap(document, name, runs[start], content)] : content));
  }
  return nodes;
}

function wrap(document, name, { href }, content) {
  const element = document.createElement(name);
  if (name === "a") {
    element.setAttribute("href", href);
    element.setAttribute("rel", "noopener");
  }
  element.append(...content);
  return element;
}

export class Runs {
  #runs = [];

  add(text, marks) {
    const lines = marks.isPreformatted ? text.split(/\r\n|[\r\n]/) : [text];
    lines.forEach((line, index) => {
      if (index) this.break(marks);
      const clean = line.replace(INVISIBLE, "").replace(SPACES, " ").replace(WIDE_SPACE, " ");
      if (clean) this.#runs.push({ ...pick(marks), text: clean });
    });
  }

  break(marks) {
    this.#runs.push({ ...pick(marks), isBreak: true });
  }

  // Returns elements of this name, one for each paragraph; a heading has one line.
  take(document, name) {
    const isLine = name !== "p";
    const runs = this.#runs.map((run) => (isLine && run.isBreak ? { ...run, isBreak: false, text: " " } : run));
    this.#runs = [];
    return paragraphs(runs)
      .map((part) => joined(markSpaces(joined(part))))
      .filter((part) => part.length)
      .map((part) => {
        const element = document.createElement(name);
        element.append(...write(document, part));
        return element;
      });
  }
}

function pick(marks) {
  return Object.fromEntries(KEYS.map((key) => [key, marks[key] || null]));
}
