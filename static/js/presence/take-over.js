// Tells whoever has an article open what others do with its text, and takes the text over from them.

const LOOK_EVERY = 1000; // milliseconds
const PATIENCE = 7000; // for the page of the other one to hear of it and to save

const form = document.querySelector("form#article_form");
const toolbar = form.querySelector("[data-behaviour~=autosave]");
const presence = form.querySelector("[data-behaviour~=presence]");
const words = presence.dataset;
const button = presence.querySelector("[data-take]");
const CONTROLS = ".article-form :is(textarea, select, input:not([type=hidden]))";
const mayType = Boolean(form.querySelector(CONTROLS));

let facts = null;
let isTaking = false;
let newerSeen = 0;
let takenBy = ""; // who has taken the text from this page
let refusal = "";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_placeholder, name) => values[name]);
const reload = () => location.reload();

function say(reason, text, label, act) {
  form.dispatchEvent(new CustomEvent("form:notice", { detail: { reason, text, label, act } }));
}

function settle(...reasons) {
  form.dispatchEvent(new CustomEvent("form:settled", { detail: reasons }));
}

function locked() {
  return "locked" in form.dataset;
}

function isElsewhere() {
  return facts.people.some((person) => !person.isMe && !person.isReadOnly);
}

function hasMovedOn() {
  return facts.state !== words.state || String(facts.claimedBy ?? "") !== words.claimed;
}

function isNewer() {
  return Number(facts.version) > Number(form.elements.version?.value);
}

function whenLocked() {
  return new Promise((resolve) => {
    if (locked()) resolve();
    else form.addEventListener("form:locked", resolve, { once: true });
  });
}

function take() {
  if (isTaking) return;
  isTaking = true;
  refusal = "";
  const { number } = facts.taken;
  say("taking", words.takingLabel);
  whenLocked().then(() => {
    const detail = { article: Number(toolbar.dataset.article), seen: number, done: taken };
    document.dispatchEvent(new CustomEvent("presence:take", { detail }));
  });
}

async function taken({ isTaken, reasons }) {
  if (isTaken) {
    await theirSave();
    if (isNewer()) {
      reload();
      return;
    }
    takenBy = "";
    settle("taking", "taken", "refused", "newer");
  } else {
    refusal = reasons.join(" ") || words.offlineLabel;
    say("refused", refusal);
    settle("taking");
  }
  isTaking = false;
  document.dispatchEvent(new CustomEvent("presence:soon"));
}

// Wait until the pages of all others take no typing any more.
async function theirSave() {
  const until = Date.now() + PATIENCE;
  do {
    document.dispatchEvent(new CustomEvent("presence:soon"));
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  } while (isElsewhere() && Date.now() < until);
}

function heed() {
  const { taken: last } = facts;
  if (hasMovedOn()) {
    say("moved", fill(words.movedLabel, { status: facts.status }), words.reloadLabel, reload);
  } else if (takenBy || (last.isHere && !last.isMine)) {
    const isLeft = !last.isHere || last.isMine;
    if (!isLeft) takenBy = last.by;
    const text = fill(isLeft ? words.leftLabel : words.takenLabel, { ...last, by: takenBy });
    say("taken", `${refusal} ${text}`.trim(), words.takeBackLabel, take);
    settle("refused");
  }
}

// Two answers in turn: the first may have come before the answer to our own save.
function heedNewer() {
  newerSeen = isNewer() && !locked() ? newerSeen + 1 : 0;
  if (newerSeen > 1) say("newer", words.newerLabel, words.reloadLabel, reload);
  else settle("newer");
}

document.addEventListener("presence:answer", ({ detail }) => {
  facts = detail[toolbar.dataset.article] ?? null;
  button.hidden = !facts || !mayType || locked() || isTaking || !isElsewhere() || facts.state === "proofing";
  if (!facts || isTaking || !mayType || "compares" in words) return;
  heed();
  heedNewer();
});
form.addEventListener("form:locked", () => {
  button.hidden = true;
});
button.addEventListener("click", take);
