// Says to the server which articles are open in this browser, and to its windows who else has them open. One window
// leads: it asks for all of them. Without this script nobody is named, and saving works as it always does.

const EVERY = 4000; // milliseconds; the server forgets a page after fifteen seconds
const SOONEST = 1000;
const SILENT = 15000;
const HIDDEN = 240000; // after five minutes browsers wake a hidden window once a minute: it is left out before
const MOST = 100; // of each kind, as the server takes them
const NAME = "presence";

const address = document.querySelector("[data-presence-url]").dataset.presenceUrl;
const channel = new BroadcastChannel(NAME);
const tab = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
let own = null; // what this window has open

// What all windows of this browser have open.
class Windows {
  constructor() {
    this.heard = new Map();
  }

  // Return whether this is news.
  hear(state) {
    const former = this.heard.get(state.tab)?.state;
    this.heard.set(state.tab, { state, at: Date.now() });
    return JSON.stringify(former) !== JSON.stringify(state);
  }

  get message() {
    for (const [key, { state, at }] of this.heard) {
      if (Date.now() - at > (state.hidden ? HIDDEN : SILENT)) this.heard.delete(key);
    }
    const states = [...this.heard.values()].map(({ state }) => state);
    return {
      open: states.filter((state) => state.article).slice(0, MOST),
      listed: [...new Set(states.flatMap((state) => (state.hidden ? [] : (state.listed ?? []))))].slice(0, MOST),
    };
  }
}

async function post(url, body, options = {}) {
  const send = () => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    return fetch(url, { method: "POST", redirect: "error", headers, body: JSON.stringify(body), ...options });
  };
  const answer = await send();
  if (answer.status !== 403 || answer.headers.get("content-type")?.includes("json")) return answer;
  // The token is of a login that has ended.
  const fresh = await fetch(address);
  if (!fresh.ok) return fresh;
  token = (await fresh.json()).csrf;
  return send();
}

class Leader {
  constructor() {
    this.windows = new Windows();
    this.isLeading = this.isBusy = false;
    this.timer = this.asked = null;
    this.lastAt = 0;
  }

  begin() {
    this.isLeading = true;
    channel.postMessage({ kind: "who" });
    tell();
  }

  // Lead when no other window does.
  wait() {
    if (!navigator.locks) {
      this.begin();
      return;
    }
    const asked = new AbortController();
    this.request(asked, { signal: asked.signal });
  }

  // Lead now: browsers slow hidden windows down, so a visible one takes the place of a hidden one.
  take() {
    if (this.isLeading || !navigator.locks) return;
    this.asked?.abort();
    this.request(new AbortController(), { steal: true });
  }

  async request(asked, options) {
    this.asked = asked;
    try {
      await navigator.locks.request(NAME, options, () => {
        this.begin();
        return new Promise(() => {});
      });
    } catch {
      if (this.asked !== asked) return;
      // Another window has taken the lead.
      this.isLeading = false;
      this.wait();
    }
  }

  hear(state) {
    if (this.windows.hear(state)) this.soon();
  }

  forget(key) {
    this.windows.heard.delete(key);
  }

  soon() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.beat();
    }, Math.max(0, this.lastAt + SOONEST - Date.now()));
  }

  async beat() {
    if (!this.isLeading || this.isBusy) return;
    const message = this.windows.message;
    if (!message.open.length && !message.listed.length) return;
    this.isBusy = true;
    this.lastAt = Date.now();
    try {
      const answer = await post(address, message);
      if (answer.ok) this.spread((await answer.json()).articles);
    } catch {
      // No connection: autosave says so.
    } finally {
      this.isBusy = false;
    }
  }

  spread(articles) {
    channel.postMessage({ kind: "answer", articles });
    show(articles);
  }
}

const leader = new Leader();

function show(articles) {
  document.dispatchEvent(new CustomEvent("presence:answer", { detail: articles }));
}

function tell() {
  if (!own) return;
  own.hidden = document.hidden;
  if (leader.isLeading) leader.hear({ ...own });
  else channel.postMessage({ kind: "here", state: own });
}

function leave() {
  if (!own) return;
  channel.postMessage({ kind: "gone", tab });
  if (own.article) post(address, { gone: [tab] }, { keepalive: true }).catch(() => {});
}

async function takeOver({ detail }) {
  try {
    const answer = await post(`${address}take/`, { article: detail.article, seen: detail.seen });
    const reasons = answer.ok ? [] : ((await answer.json()).reasons ?? []);
    detail.done({ isTaken: answer.ok, reasons });
  } catch {
    detail.done({ isTaken: false, reasons: [] });
  }
}

const HEARD = {
  who: () => tell(),
  here: ({ state }) => leader.isLeading && leader.hear(state),
  gone: (message) => leader.forget(message.tab),
  soon: () => leader.isLeading && leader.soon(),
  answer: ({ articles }) => show(articles),
};

channel.addEventListener("message", ({ data }) => HEARD[data.kind](data));
document.addEventListener("presence:here", ({ detail }) => {
  own = { ...detail, tab };
  tell();
});
document.addEventListener("presence:soon", () => (leader.isLeading ? leader.soon() : channel.postMessage({ kind: "soon" })));
document.addEventListener("presence:take", takeOver);
document.addEventListener("visibilitychange", () => {
  tell();
  if (!document.hidden) leader.take();
});
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", tell);
setInterval(() => {
  if (!document.hidden) tell();
  leader.beat();
}, EVERY);
if (document.hidden || !navigator.locks) leader.wait();
else leader.take();
