// Pictures of pasted HTML whose bytes came along, and which elements are pictures at all.

const EMBEDDED = /data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=]*)/g;
const STAND_IN = "pasted-picture:";
const EMOJI = /^[\p{Extended_Pictographic}\p{Regional_Indicator}\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]+$/u;
const SPACER = 2; // pixels: what sites count their readers with

// Takes the bytes out of the HTML, which is then short enough to parse.
export function setAsidePictures(html) {
  const pictures = [];
  const rest = html.replace(EMBEDDED, (_address, type, bytes) => `${STAND_IN}${pictures.push({ type, bytes }) - 1}`);
  return { rest, pictures };
}

function fileOf(image, pictures) {
  const source = image.getAttribute("src") ?? "";
  const picture = source.startsWith(STAND_IN) && pictures[Number(source.slice(STAND_IN.length))];
  if (!picture) return null;
  try {
    const bytes = Uint8Array.from(atob(picture.bytes), (character) => character.charCodeAt(0));
    return new File([bytes], `pasted.${picture.type.slice("image/".length)}`, { type: picture.type });
  } catch {
    return null;
  }
}

function isDecoration(image) {
  const sizes = ["width", "height"].map((name) => Number.parseFloat(image.getAttribute(name)));
  return sizes.some((size) => size <= SPACER) || image.getAttribute("aria-roledescription") === "checkbox";
}

// Replaces emoji by their characters and takes out all other pictures.
export function takeOutPictures(root, dropped, pictures) {
  for (const image of root.querySelectorAll("img")) {
    const alt = image.getAttribute("alt")?.trim() ?? "";
    if (EMOJI.test(alt)) {
      image.replaceWith(alt);
      continue;
    }
    image.remove();
    if (isDecoration(image)) continue;
    const file = fileOf(image, pictures);
    const entry = dropped.add("picture");
    if (file) (entry.files ??= []).push(file);
  }
}
