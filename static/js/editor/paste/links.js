// Addresses of pasted links: without the wrappers of sites that count who leaves, and only of usable kinds.

const WRAPPERS = [
  { host: /(^|\.)google\.[a-z]{2,3}(\.[a-z]{2})?$/, path: "/url", names: ["q", "url"] },
  { host: /^(l|lm)\.facebook\.com$/, path: "/l.php", names: ["u"] },
  { host: /^(m\.)?vk\.(com|ru)$/, path: "/away.php", names: ["to"] },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: "/", names: ["url"] },
];
const MAX_WRAPPERS = 5; // a wrapper in a wrapper

const WEB = /^https?:\/\/[^\s/?#\\]/i;
const OTHER = /^(mailto:[^\s@]+@[^\s@]+|tel:[+\d][\d().\s-]*)$/i;

function wrapped(url) {
  const wrapper = WRAPPERS.find(({ host, path }) => host.test(url.hostname) && url.pathname === path);
  return wrapper?.names.map((name) => url.searchParams.get(name)).find(Boolean);
}

// Null where the address leads nowhere from a page of ours: relative, into the pasted document, a script, a local file.
export function addressOf(href, depth = 0) {
  const address = (href ?? "").trim();
  const url = URL.parse ? URL.parse(address) : URL.canParse(address) ? new URL(address) : null;
  if (OTHER.test(address)) return address;
  if (!url?.host || !/^https?:$/.test(url.protocol)) return null;
  const inner = depth < MAX_WRAPPERS ? wrapped(url) : null;
  if (inner) return addressOf(inner, depth + 1);
  // As it was written: an address in Cyrillic letters stays readable.
  const written = WEB.test(address) ? address : url.href;
  return written.replace(/[\s<>"]+/g, encodeURIComponent);
}
