// What the server knows of pictures, fact boxes, files and cards: asked for together, once, and kept.

import { addresses } from "editor/words";

const MOST = 50; // ids in one address
const AFTER = 20; // milliseconds in which the blocks of one page gather
const known = new Map();
const waiting = new Map();

// Take a record that came in another way, as from the picture dialog.
export function remember(kind, record) {
  known.set(`${kind}:${record.id}`, Promise.resolve(record));
  return record;
}

// Return a promise of the record, or of null if there is none that this person may see.
export function recordOf(kind, id) {
  const key = `${kind}:${id}`;
  if (!known.has(key)) {
    known.set(key, new Promise((resolve) => {
      if (!waiting.has(kind)) {
        waiting.set(kind, new Map());
        setTimeout(() => fetchAll(kind), AFTER);
      }
      waiting.get(kind).set(String(id), resolve);
    }));
  }
  return known.get(key);
}

async function fetchAll(kind) {
  const asked = [...waiting.get(kind)];
  waiting.delete(kind);
  for (let start = 0; start < asked.length; start += MOST) {
    const part = asked.slice(start, start + MOST);
    const records = await fetchSome(kind, part.map(([id]) => id));
    for (const [id, resolve] of part) {
      if (!records) known.delete(`${kind}:${id}`);
      resolve(records?.find((record) => String(record.id) === id) ?? null);
    }
  }
}

async function fetchSome(kind, ids) {
  if (!addresses[kind]) return null;
  return find(kind, { ids: ids.join(",") });
}

// Ask the address of this kind and return its results, or null where it does not answer.
export async function find(kind, values, options = {}) {
  const address = new URL(addresses[kind], location.href);
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error", ...options });
    return answer.ok ? (await answer.json()).results : null;
  } catch {
    return null;
  }
}
