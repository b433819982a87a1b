// Keeps an article from being typed in two windows of this browser: the second says so and may take the text.

const PATIENCE = 5000; // milliseconds that the other window has for saving
const CONTROLS = ".article-form :is(textarea, select, input:not([type=hidden]))";

const form = document.querySelector("form#article_form");
const toolbar = form.querySelector("[data-behaviour~=autosave]");
const { dataset: words } = form.querySelector("[data-behaviour~=presence]");
const channel = new BroadcastChannel("article-window");
const forever = () => new Promise(() => {});
let article = "";
let isOwn = false;
let isElsewhere = false;

function own() {
  isOwn = true;
  form.dispatchEvent(new CustomEvent("window:own"));
  return forever();
}

function lose(text) {
  isOwn = false;
  isElsewhere = true;
  const detail = { reason: "window", text, label: words.hereLabel, act: take };
  form.dispatchEvent(new CustomEvent("form:notice", { detail }));
}

async function request(options, granted) {
  try {
    await navigator.locks.request(`article:${article}`, options, granted);
  } catch {
    lose(words.stolenLabel);
  }
}

function first() {
  article = toolbar.dataset.article;
  request({ ifAvailable: true }, (lock) => (lock ? own() : lose(words.otherLabel)));
}

// The other window saves what was typed there and says which version that made.
function otherVersion() {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
    channel.addEventListener("message", ({ data }) => data.article === article && data.version && resolve(data.version));
    channel.postMessage({ article, wants: true });
  });
}

async function take() {
  const version = await otherVersion();
  request({ steal: true }, () => {
    if (version !== form.elements.version.value) {
      location.reload();
      return forever();
    }
    isElsewhere = false;
    form.dispatchEvent(new CustomEvent("form:settled", { detail: ["window"] }));
    return own();
  });
}

function give() {
  const answer = () => channel.postMessage({ article, version: form.elements.version.value });
  if ("locked" in form.dataset) answer();
  else form.addEventListener("form:locked", answer, { once: true });
  lose(words.stolenLabel);
}

// The other window may be closed by now.
function takeFree() {
  if (!isElsewhere) return;
  request({ ifAvailable: true }, (lock) => {
    if (!lock) return undefined;
    location.reload();
    return forever();
  });
}

channel.addEventListener("message", ({ data }) => isOwn && data.article === article && data.wants && give());

if (!navigator.locks || !form.querySelector(CONTROLS)) {
  form.dispatchEvent(new CustomEvent("window:own"));
} else if (toolbar.dataset.article) {
  first();
} else {
  form.dispatchEvent(new CustomEvent("window:own"));
  form.addEventListener("autosave:saved", () => article || first());
}
window.addEventListener("focus", takeFree);
