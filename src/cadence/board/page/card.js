/** The face of a card: enough to know whose it is, when it is due and what it waits for. */

import { make } from "../forms/dom.js";
import { ahead, dueWords, shortDay } from "./days.js";

const LONGEST_GOAL = 60;  // letters

/** One card in a column; the same element for as long as the card is on the board. */
export class Face {
  constructor(id, { open, move }) {
    this.title = make("button", { type: "button", class: "board-title", onclick: () => open(id) });
    this.facts = make("p", { class: "board-facts" });
    this.late = make("p", { class: "board-late" });
    this.goal = make("p", { class: "board-goal" });
    this.state = make("p", { class: "board-state" });
    this.mover = make("button", { type: "button", class: "board-move", onclick: () => move(id) });
    const words = make("div", { class: "board-words" }, this.title, this.facts, this.late, this.goal, this.state);
    this.root = make("li", { class: "board-card", "data-card": id }, words, this.mover);
  }

  /** Show a card; nothing is touched that says the same already. */
  show(card, deck) {
    const { board } = deck;
    const key = JSON.stringify([card, board.today, deck.open("conflict").filter((one) => one.card === card.id)]);
    if (key === this.shown) return;
    this.shown = key;
    const past = card.due && card.column !== "done" && ahead(card.due, board.today) < 0;
    const ended = card.done ? `done ${shortDay(card.done)}` : "";
    const due = card.column === "done" ? ended : dueWords(card.due, board.today);
    write(this.title, card.title || "(no words yet)");
    write(this.facts, [card.owner === board.me ? "You" : deck.name(card.owner) || "nobody yet", past ? "" : due].filter(Boolean).join(" · "));
    write(this.late, past ? due : "");
    write(this.goal, short(board.goals.find(({ value }) => value === card.goal)?.label ?? ""));
    write(this.state, standing(card, deck));
    write(this.mover, "Move");
    this.mover.setAttribute("aria-label", `Move '${card.title}'`);
    this.mover.hidden = !board.writable || card.column === "done";
    this.root.classList.toggle("is-late", Boolean(past));
  }
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
  element.hidden = !words;
}

/** As many words of a goal as a card has room for. */
function short(words) {
  return words.length > LONGEST_GOAL ? `${words.slice(0, LONGEST_GOAL).replace(/\s\S*$/, "")} …` : words;
}

/** What a card waits for, in words. */
function standing(card, deck) {
  const conflict = deck.open("conflict").some((one) => one.card === card.id);
  const word = card.words.at(-1);
  const pieces = card.evidence.length;
  const shown = pieces ? `${pieces} ${pieces === 1 ? "piece" : "pieces"} of evidence` : "";
  if (conflict) return "Two versions: please choose above";
  if (card.column === "done") return word?.verdict === "confirmed" ? `Confirmed by ${word.by || "a teammate"}` : shown;
  if (card.column === "review") return `Waits for a look${card.verifier ? ` by ${deck.name(card.verifier)}` : ""}`;
  if (word?.verdict === "returned") return `Sent back: ${word.question}`;
  if (card.column === "doing" && !card.standard) return "Not said yet when it is done";
  return shown;
}
