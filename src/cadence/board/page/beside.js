/** Beside the board: what was confirmed since last time, and what the plan still lacks, in kind words. */

import { make } from "../forms/dom.js";
import { shortDay } from "./days.js";

/** Two boxes that are drawn anew when what they say changes; `open(card)` opens a card. */
export class Beside {
  constructor(deck, open) {
    Object.assign(this, { deck, open, keys: {} });
    this.wins = make("section", { class: "board-wins", "aria-label": "Wins" });
    this.lint = make("details", { class: "board-lint" });
  }

  draw() {
    const { board } = this.deck;
    const won = board.wins.map((id) => this.deck.card(id)).filter(Boolean);
    this.once("wins", [won.map(({ id, title }) => [id, title]), board.since], () => this.drawWins(won, board.since));
    this.once("lint", board.lint, () => this.drawLint(board.lint));
  }

  once(name, said, draw) {
    const key = JSON.stringify(said);
    if (key === this.keys[name]) return;
    this.keys[name] = key;
    draw();
  }

  drawWins(won, since) {
    this.wins.hidden = !won.length;
    const count = won.length === 1 ? "One card is" : `${won.length} cards are`;
    this.wins.replaceChildren(
      make("p", { class: "board-won" }, make("span", { class: "board-star", "aria-hidden": "true" }), `${count} confirmed${since ? ` since ${shortDay(since)}` : ""}. Well done.`),
      make("ul", {}, ...won.map((card) => make("li", {}, this.link(card), card.owner ? ` ${this.deck.name(card.owner)}` : ""))));
  }

  drawLint(findings) {
    this.lint.hidden = !findings.length;
    const count = findings.length === 1 ? "One thing" : `${findings.length} things`;
    this.lint.replaceChildren(
      make("summary", { text: `${count} to look at in the plan` }),
      make("ul", {}, ...findings.map(({ what, why, remedy, card }) => make("li", {}, make("strong", { text: what }), " ", [why, remedy].filter(Boolean).join(" "), " ",
        this.deck.card(card) && this.link(this.deck.card(card))))));
  }

  link({ id, title }) {
    return make("button", { type: "button", class: "fill-link", text: title, onclick: () => this.open(id) });
  }
}
