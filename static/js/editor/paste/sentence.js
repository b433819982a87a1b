// Says in a sentence what of a pasted text is not in the body.

import { MAX_CELLS } from "editor/paste/tables";

// In the order in which they are named.
const NOT_CARRIED =
  "picture formula wide-table video audio embed drawing comment deleted control".split(" ");

function counted(t, key, count) {
  const form = new Intl.PluralRules(document.documentElement.lang || "ru").select(count);
  const text = t(`${key}.${form}`, { count });
  return text === `${key}.${form}` ? t(`${key}.many`, { count }) : text;
}

// `t(key, values)` returns the sentence of this key in the language of the admin. Empty where nothing was lost.
export function pasteSentence(dropped, t) {
  const entries = new Map(dropped.map((entry) => [entry.what, entry]));
  if (entries.has("everything")) return t("paste.too-long");
  const things = NOT_CARRIED.filter((what) => entries.get(what)?.count > 0);
  const named = things.map((what) => counted(t, `paste.${what}`, entries.get(what).count));
  const sentences = [];
  if (named.length) sentences.push(t("paste.not-carried", { things: named.join(", ") }));
  if (entries.get("picture")?.count > 0) sentences.push(t("paste.pictures-as-files"));
  if (entries.has("table")) sentences.push(t("paste.table-cut", { ...entries.get("table"), limit: MAX_CELLS }));
  if (entries.has("struck")) sentences.push(counted(t, "paste.struck", entries.get("struck").count));
  return sentences.join(" ");
}
