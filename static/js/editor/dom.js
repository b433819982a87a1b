// Makes an element. What starts with `on` is a listener; null and false leave an attribute out.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let count = 0;

// An id that no other element of the page has.
export function newId(prefix = "editor") {
  count += 1;
  return `${prefix}-${count}`;
}

// Whether the person is typing into a field now.
export function isField(element) {
  return Boolean(element?.closest?.("input, textarea, select, [contenteditable=true], dialog"));
}
