// Raised and lowered numbers, which a body has no element for. As plain digits «10<sup>6</sup>» would become 106.

const RAISED = new Map([..."0123456789+-−=()n"].map((plain, index) => [plain, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"][index]]));
const LOWERED = new Map([..."0123456789+-−=()"].map((plain, index) => [plain, [..."₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"][index]]));

function alphabetOf(element, style) {
  const place = style["vertical-align"];
  if (element.localName === "sup" || place === "super") return RAISED;
  return element.localName === "sub" || place === "sub" ? LOWERED : null;
}

// The text in raised or lowered characters; null where some have no such form, or where it is a link.
export function scriptOf(element, style) {
  const alphabet = alphabetOf(element, style);
  if (!alphabet || element.querySelector("a")) return null;
  const characters = [...element.textContent.trim()].map((plain) => alphabet.get(plain));
  return characters.length && characters.every(Boolean) ? characters.join("") : null;
}
