// The words and addresses of the editor, from its text area. One page has one language.

const config = JSON.parse(document.querySelector("[data-editor]")?.dataset.editor ?? "{}");

export const kinds = config.kinds ?? [];
export const addresses = config.addresses ?? {};

// The sentence of this key in the language of the admin, with {placeholders} filled in.
export function t(key, values = {}) {
  const text = config.words?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}

// The form for a number: `key.one`, `key.few` or `key.many`. Kazakh needs one form only.
export function plural(key, count) {
  const form = new Intl.PluralRules(document.documentElement.lang || "ru").select(count);
  const known = config.words?.[`${key}.${form}`] ? `${key}.${form}` : `${key}.many`;
  return t(known, { count: count.toLocaleString(document.documentElement.lang || "ru") });
}
