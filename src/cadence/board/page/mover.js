/** 'Move to': what dragging does, with buttons. */

import { make } from "../forms/dom.js";
import { openDialog } from "./asking.js";

/** Open the menu of where a card may go. */
export function openMover(deck, id) {
  const card = deck.card(id);
  if (!card) return;
  const said = make("p", { class: "board-place", role: "status", text: place(deck, id) });
  const step = (words, by) => make("button", {
    type: "button", class: "fill-button", text: words,
    onclick: () => (said.textContent = deck.shift(id, by) ? place(deck, id) : `${place(deck, id)} It cannot go further.`),
  });
  openDialog(`Move '${card.title}'`, (dialog, close) => [
    said,
    make("div", { class: "fill-actions" }, step("Up", -1), step("Down", 1)),
    make("ul", { class: "board-ways" }, ...deck.board.columns.filter(({ id: to }) => to !== card.column).map((column) => way(deck, id, column, close))),
    make("div", { class: "fill-actions" }, make("button", { type: "button", class: "fill-button fill-main", text: "Close", onclick: () => close() })),
  ]);
}

function way(deck, id, { id: to, title, help }, close) {
  if (to === "done") return make("li", {}, make("strong", { text: title }), make("span", { text: CONFIRMED }));
  const go = () => {
    close();
    deck.move(id, to);
  };
  return make("li", {}, make("button", { type: "button", class: "fill-button", text: `To ${title}`, onclick: go }), make("span", { text: help }));
}

export const CONFIRMED = "A card comes to Done when a teammate has looked at it and confirmed it. Open the card and ask for a look.";

function place(deck, id) {
  const { column } = deck.card(id);
  const cards = deck.column(column);
  return `In ${deck.title(column)}, ${cards.findIndex((card) => card.id === id) + 1} of ${cards.length}.`;
}
