/**
 * The action board, on a page and in JupyterLab.
 *
 *     import { connect } from ".../forms/form.js";
 *     import { mount } from ".../board/board.js";
 *     mount(element, connect({ base: "/", institute: "riverside", person: "ana-ruiz" }));
 */

import { make } from "../forms/dom.js";
import { statusLine } from "../forms/status.js";
import { askWhether } from "./asking.js";
import { Beside } from "./beside.js";
import { Choices } from "./choices.js";
import { Columns } from "./columns.js";
import { openCard } from "./dealing.js";
import { Deck } from "./deck.js";
import { Dragging } from "./drag.js";
import { Filters } from "./filters.js";
import { CONFIRMED, openMover } from "./mover.js";

/** Draw the board of a team into an element; `close()` of what is returned takes it off again. */
export function mount(element, transport) {
  return new Board(element, transport);
}

class Board {
  constructor(element, transport) {
    this.element = element;
    this.deck = new Deck(transport);
    const open = (id) => openCard(this.deck, id);
    this.filters = new Filters(() => this.draw());
    this.columns = new Columns(this.deck, this.filters, { open, move: (id) => openMover(this.deck, id), add: (column) => openCard(this.deck, "", column) });
    this.choices = new Choices(this.deck, open);
    this.beside = new Beside(this.deck, open);
    this.said = make("p", { class: "board-said", role: "status" });
    this.undo = make("button", { type: "button", class: "fill-button board-undo", onclick: () => this.deck.do({ do: "undo" }, "Undo") });
    this.way = make("button", { type: "button", class: "fill-link", text: "Show it", hidden: true, onclick: () => this.follow() });
    this.why = make("p", { class: "fill-closed" });
    this.drag = new Dragging(this.columns.root, { may: (id) => this.may(id), drop: (...where) => this.drop(...where) });
    this.columns.root.addEventListener("board:released", () => this.draw());
    this.deck.addEventListener("change", () => this.draw());
    this.deck.addEventListener("said", ({ detail }) => (this.said.textContent = detail.words));
    this.deck.addEventListener("moved", ({ detail }) => this.moved(detail));
    this.columns.tabs.addEventListener("click", () => this.drawWay());
    this.deck.addEventListener("ask", ({ detail }) => this.ask(detail));
  }

  close() {
    this.deck.close();
  }

  // --- drawing ----------------------------------------------------------------------------------------

  /** Show what stands now; while a card is drawn along, nothing moves under the hand. */
  draw() {
    const { deck } = this;
    if (!deck.board) return this.missing(deck.failure);
    if (this.drag.drawn) return undefined;
    this.begin();
    this.filters.offer(deck.board);
    this.why.hidden = deck.board.writable;
    this.why.textContent = deck.board.why;
    this.choices.draw();
    this.beside.draw();
    this.drawUndo(deck.board.undo);
    this.columns.draw();
    return this.drawWay();
  }

  begin() {
    if (this.begun) return;
    this.begun = true;
    const { element, filters, choices, beside, columns, said, way, undo, why, deck } = this;
    element.classList.add("cadence-board", "cad-fill", "cad-deal");
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", "The action board");
    const told = make("div", { class: "board-told" }, said, way, undo);
    element.replaceChildren(why, beside.wins, choices.root, filters.root, told, columns.root, beside.lint, statusLine(deck.desk, deck.stop.signal));
  }

  missing(failure) {
    if (!failure) return;
    const words = failure.what || "The board could not be fetched. It appears here when the connection is back.";
    this.element.replaceChildren(make("p", { class: "fill-alert", role: "status", text: [words, failure.remedy].filter(Boolean).join(" ") }));
  }

  drawUndo(undo) {
    const held = document.activeElement === this.undo;
    this.undo.hidden = !undo || !this.deck.board.writable;
    this.undo.textContent = undo ? `Undo: ${undo.label}` : "";
    if (held && this.undo.hidden) this.columns.columns.get(this.columns.chosen).head.focus({ preventScroll: true });
  }

  /** Show the way to the card that was moved last, while it is in a column that is not shown. */
  drawWay() {
    const card = this.deck.card(this.went);
    this.way.hidden = !card || card.column === this.columns.chosen || !this.columns.narrow;
  }

  // --- moving -----------------------------------------------------------------------------------------

  may(id) {
    return this.deck.board.writable && this.deck.card(id)?.column !== "done";
  }

  drop(id, column, before) {
    const card = this.deck.card(id);
    if (!card) return;
    if (column === "done") this.deck.say(CONFIRMED);
    else if (column !== card.column || before !== this.following(card)) this.deck.move(id, column, before);
  }

  /** On a phone a card goes out of sight when it goes to another column: say where it is. */
  moved({ id, to }) {
    if (!this.columns.narrow) return;
    this.went = id;
    this.said.textContent = `'${this.deck.card(id).title}' is now in ${this.deck.title(to)}.`;
    this.drawWay();
  }

  follow() {
    const card = this.deck.card(this.went);
    if (card) this.columns.turnTo(card);
    this.drawWay();
  }

  following({ id, column }) {
    const cards = this.deck.column(column);
    return cards[cards.findIndex((card) => card.id === id) + 1]?.id ?? null;
  }

  async ask({ deed, what, why }) {
    const card = this.deck.card(deed.card);
    this.said.textContent = "";
    const yes = await askWhether(what, [why], "Move it anyway", "Leave it");
    if (yes && card) this.deck.move(card.id, deed.to, deed.before, true);
  }
}
