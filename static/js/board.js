// Moves the cards of the board: by dragging, and by the buttons of a card without leaving the page. Without it: the buttons.

class Board {
  constructor(board) {
    this.board = board;
    this.said = document.querySelector(".board__said");
    this.dragged = null;
    board.addEventListener("dragstart", (event) => this.start(event));
    board.addEventListener("dragover", (event) => this.over(event));
    board.addEventListener("drop", (event) => this.drop(event));
    board.addEventListener("dragend", () => this.end());
    board.addEventListener("submit", (event) => this.submit(event));
  }

  start(event) {
    this.dragged = event.target.closest?.(".board-card");
    if (!this.dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.dragged.querySelector("a").href);
    this.dragged.dataset.dragged = "";
  }

  over(event) {
    const column = event.target.closest(".board__column");
    if (!this.dragged || !column) return;
    event.preventDefault();
    for (const other of this.board.querySelectorAll("[data-over]")) if (other !== column) delete other.dataset.over;
    column.dataset.over = "";
  }

  drop(event) {
    const column = event.target.closest(".board__column");
    const card = this.dragged;
    if (!card || !column) return;
    event.preventDefault();
    this.end();
    if (column.dataset.state !== card.dataset.state) this.move(card, { to: column.dataset.state }, column);
  }

  end() {
    for (const one of this.board.querySelectorAll("[data-over], [data-dragged]")) {
      delete one.dataset.over;
      delete one.dataset.dragged;
    }
    this.dragged = null;
  }

  submit(event) {
    const card = event.submitter?.closest(".board-card");
    if (!card) return;
    event.preventDefault();
    this.move(card, { transition: event.submitter.dataset.transition });
  }

  // The card waits in the column where it was dropped, and goes back if it may not stay there.
  async move(card, asked, column = null) {
    if ("busy" in card.dataset) return;
    const place = card.nextElementSibling;
    const home = card.parentElement;
    const goBack = () => home.insertBefore(card, place?.parentElement === home ? place : null);
    card.dataset.busy = "";
    column?.querySelector(".board__cards").prepend(card);
    try {
      const answer = await fetch(card.dataset.address, { method: "POST", body: this.body(card, asked), redirect: "error" });
      const { form, reasons, done, state, card: html } = await answer.json();
      if (form) {
        goBack();
        location.assign(form);
      } else if (answer.ok) {
        this.replace(card, state, html);
        this.say(done);
      } else {
        goBack();
        this.say(reasons.join(" "), true);
      }
    } catch {
      goBack();
      this.say(this.said.dataset.failed, true);
    } finally {
      delete card.dataset.busy;
      this.count();
    }
  }

  body(card, asked) {
    const token = this.board.elements.csrfmiddlewaretoken.value;
    return new URLSearchParams({ csrfmiddlewaretoken: token, version: card.dataset.version, ...asked });
  }

  replace(card, state, html) {
    const hadFocus = card.contains(document.activeElement) || document.activeElement === document.body;
    const cards = this.board.querySelector(`.board__column[data-state="${state}"] .board__cards`);
    card.remove();
    if (!cards) return;
    cards.insertAdjacentHTML("afterbegin", html);
    const fresh = cards.firstElementChild;
    fresh.dataset.moved = "";
    if (hadFocus) fresh.querySelector("a").focus();
  }

  say(sentence, isRefusal = false) {
    this.said.hidden = false;
    this.said.textContent = sentence;
    this.said.toggleAttribute("data-refused", isRefusal);
  }

  count() {
    for (const column of this.board.querySelectorAll(".board__column")) {
      const shown = column.querySelector(".board__count");
      const more = shown.textContent.endsWith("+") ? "+" : "";
      shown.textContent = column.querySelectorAll(".board-card").length + more;
    }
  }
}

for (const board of document.querySelectorAll("[data-behaviour~=board]")) new Board(board);
