// Uploads files to the library with progress, two at a time: each takes a thread of the server.

const MOST_AT_ONCE = 2;
const FINAL = [403, 413, 422];
const waiting = [];
let running = 0;

// The addresses and sentences of the page; null where the user may not see pictures.
export function settings() {
  return document.querySelector("template[data-pictures]");
}

class Refused extends Error {
  // The same file may be accepted later, unless the server has something against it.
  constructor(sentence, { canRetry = true } = {}) {
    super(sentence);
    this.canRetry = canRetry;
  }
}

async function turn() {
  if (running >= MOST_AT_ONCE) await new Promise((resolve) => waiting.push(resolve));
  running += 1;
}

function release() {
  running -= 1;
  waiting.shift()?.();
}

function send(url, file, choose, token, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("upload", file, file.name);
    if (choose) form.append("choose", choose);
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", token);
    // `fetch` has no progress of an upload.
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Refused(settings().dataset.offlineLabel)));
    request.addEventListener("abort", () => reject(new Refused(settings().dataset.offlineLabel)));
    request.send(form);
  });
}

function answerOf(request) {
  if (!request.getResponseHeader("content-type")?.includes("json")) return null;
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

function sentenceOf(request) {
  const { loginLabel, tooBigLabel, failedLabel } = settings().dataset;
  const reasons = answerOf(request)?.reasons;
  if (reasons?.length) return reasons.join(" ");
  if (request.status === 401) return loginLabel;
  return request.status === 413 ? tooBigLabel : failedLabel;
}

async function freshToken(url) {
  const answer = await fetch(url).catch(() => null);
  if (answer?.status === 401) throw new Refused(settings().dataset.loginLabel);
  return answer?.ok ? (await answer.json()).csrf : "";
}

async function post(file, choose, onProgress) {
  const url = settings().dataset.uploadUrl;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? (await freshToken(url));
  const request = await send(url, file, choose, token, onProgress);
  if (request.status !== 403 || answerOf(request)) return request;
  // The token is of a login that has ended.
  return send(url, file, choose, await freshToken(url), onProgress);
}

// Upload one file. `onProgress` gets the share that was sent, 0 to 1. Resolves to the record of the picture, which has
// also `is_known`, `notices` and the HTML of its `tile`; throws an Error whose message is a sentence for the person.
export async function uploadPicture(file, onProgress = () => {}, { choose = "" } = {}) {
  if (!settings()) throw new Error("the page has no template of the pictures");
  const { mostBytes, tooBigLabel } = settings().dataset;
  if (file.size > Number(mostBytes)) throw new Refused(tooBigLabel, { canRetry: false });
  await turn();
  try {
    onProgress(0);
    const request = await post(file, choose, onProgress);
    if (request.status !== 200) throw new Refused(sentenceOf(request), { canRetry: !FINAL.includes(request.status) });
    return answerOf(request);
  } finally {
    release();
  }
}

// The files of a drop or of a paste.
export function filesOf(transfer) {
  return [...(transfer?.files ?? [])];
}
