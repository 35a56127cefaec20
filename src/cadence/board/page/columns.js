/** The columns with their cards; on a phone one at a time, with a switch. */

import { freshId, make } from "../forms/dom.js";
import { Face } from "./card.js";

export class Columns {
  constructor(deck, filters, deeds) {
    Object.assign(this, { deck, filters, deeds, faces: new Map(), columns: new Map(), key: "", chosen: "" });
    this.tabs = make("div", { class: "board-tabs", role: "group", "aria-label": "Which column to show" });
    this.row = make("div", { class: "board-columns" });
    this.root = make("div", { class: "fill-body board-field" }, this.tabs, this.row);
  }

  draw() {
    const { deck } = this;
    this.build();
    const held = document.activeElement?.closest?.("[data-card]") ? document.activeElement : null;
    const neighbour = held && this.neighbour(held);
    const cards = deck.cards();
    const shown = new Set(cards.filter((card) => this.filters.shows(card, deck.board.today)).map(({ id }) => id));
    this.forget(new Set(cards.map(({ id }) => id)));
    for (const [id, column] of this.columns) this.fill(column, cards.filter((card) => card.column === id), shown);
    this.filters.say(shown.size, cards.length);
    this.refocus(held, neighbour);
  }

  // --- columns ----------------------------------------------------------------------------------------

  /** Make the columns, once and whenever their names change. */
  build() {
    const { columns, writable } = this.deck.board;
    const key = JSON.stringify([columns, writable]);
    if (key === this.key) return;
    this.key = key;
    this.columns = new Map(columns.map((column) => [column.id, this.column(column, writable)]));
    this.row.replaceChildren(...[...this.columns.values()].map(({ root }) => root));
    this.tabs.replaceChildren(...[...this.columns.values()].map(({ tab }) => tab));
    this.choose(this.columns.has(this.chosen) ? this.chosen : (columns.find(({ id }) => id === "doing") ?? columns[0]).id);
  }

  column({ id, title, help, limit }, writable) {
    const named = freshId();
    const count = make("span", { class: "board-count" });
    const head = make("h3", { id: named, tabindex: "-1" }, make("span", { text: title }), count);
    const list = make("ul", { class: "board-cards", "aria-labelledby": named });
    const empty = make("p", { class: "board-empty", text: help });
    const add = writable && id !== "done" && make("button", {
      type: "button", class: "fill-link board-add", text: "Add a card", "aria-label": `Add a card to ${title}`, onclick: () => this.deeds.add(id),
    });
    const root = make("section", { class: "board-column", "data-drop": id, "data-column": id, "aria-labelledby": named }, head, empty, list, add);
    const tally = make("span", { class: "board-count" });
    const tab = make("button", { type: "button", class: "board-tab", "data-drop": id, onclick: () => this.choose(id) }, make("span", { text: title }), tally);
    return { id, root, head, list, empty, count, tab, tally, limit };
  }

  choose(id) {
    this.chosen = id;
    for (const column of this.columns.values()) {
      column.root.classList.toggle("is-chosen", column.id === id);
      column.tab.setAttribute("aria-pressed", String(column.id === id));
    }
  }

  /** Whether one column is shown at a time. */
  get narrow() {
    return this.tabs.checkVisibility();
  }

  /** Turn to the column of a card, and to the card. */
  turnTo({ id, column }) {
    this.choose(column);
    this.faces.get(id)?.root.querySelector(".board-title").focus();
  }

  fill({ list, empty, count, tally, limit, root }, cards, shown) {
    const faces = cards.map((card) => this.face(card));
    faces.forEach(({ root: face }, at) => {
      if (list.children[at] !== face) list.insertBefore(face, list.children[at] ?? null);
    });
    cards.forEach(({ id }, at) => (faces[at].root.hidden = !shown.has(id)));
    const visible = cards.filter(({ id }) => shown.has(id)).length;
    const full = limit && cards.length >= limit;
    count.textContent = limit ? ` ${cards.length}, at most ${limit}` : ` ${cards.length}`;
    tally.textContent = ` ${cards.length}`;
    root.classList.toggle("is-full", Boolean(full));
    empty.hidden = visible > 0;
  }

  // --- cards ------------------------------------------------------------------------------------------

  face(card) {
    if (!this.faces.has(card.id)) this.faces.set(card.id, new Face(card.id, this.deeds));
    const face = this.faces.get(card.id);
    face.show(card, this.deck);
    return face;
  }

  forget(still) {
    for (const [id, { root }] of this.faces) {
      if (still.has(id)) continue;
      root.remove();
      this.faces.delete(id);
    }
  }

  // --- focus ------------------------------------------------------------------------------------------

  /** What takes the focus if this card goes away: the card after it, or before it, or the head of its column. */
  neighbour(held) {
    const card = held.closest("[data-card]");
    const near = [card.nextElementSibling, card.previousElementSibling].find((one) => one && !one.hidden);
    return near?.querySelector(".board-title") ?? card.closest("[data-column]")?.querySelector("h3");
  }

  /** A card that moved in the page has lost the focus: give it back, or to what stood beside it. */
  refocus(held, neighbour) {
    if (!held || document.activeElement === held) return;
    const there = held.isConnected && held.checkVisibility();
    (there ? held : neighbour)?.focus({ preventScroll: !there || this.narrow });
  }
}
