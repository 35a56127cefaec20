/** A teammate's word on a card: asked for, and given beside the standard. */

import { freshId, make } from "../forms/dom.js";
import { shortDay } from "./days.js";

/** What was said of a card so far, and what may be said now; follows the card until `signal` ends. */
export function verdict(deck, id, signal, { save, close }) {
  const title = freshId();
  const body = make("div");
  const draw = () => {
    const card = deck.card(id);
    const key = card && JSON.stringify([card.column, card.words, card.may, card.standard, card.verifier, card.owner]);
    if (!card || body.drawn === key) return;
    body.drawn = key;
    body.replaceChildren(...heard(deck, card, { save, close }).filter(Boolean));
  };
  draw();
  deck.addEventListener("change", draw, { signal });
  return make("section", { class: "board-part", "aria-labelledby": title }, make("h3", { id: title, text: "A teammate's word" }), body);
}

function heard(deck, card, doing) {
  const words = card.words.map((word) => make("p", { class: "board-word", text: saying_(word) }));
  if (!deck.board.writable || card.column === "done") return [...words, !words.length && make("p", { class: "fill-help", text: "Nobody has looked at it." })];
  return [...words, ...(card.column === "review" ? looking(deck, card, doing) : asking(deck, card, doing))];
}

function saying_({ verdict: said, question, by, on }) {
  const who = by || "A teammate";
  const when = on ? ` on ${shortDay(on.slice(0, 10))}` : "";
  return said === "confirmed" ? `${who} confirmed it${when}.` : `${who} sent it back${when}: ${question}`;
}

/** Before it was asked for: the way to ask. */
function asking(deck, card, { save, close }) {
  const ask = () => {
    if (!save()) return;
    close();
    deck.move(card.id, "review");
  };
  return [
    make("p", { class: "fill-help", text: "When it is done, ask a teammate to look. Only their word brings it to Done." }),
    make("div", { class: "fill-actions" }, make("button", { type: "button", class: "fill-button", text: "Ask for a look", onclick: ask })),
  ];
}

/** In review: the standard, and for whoever may the two answers. */
function looking(deck, card, { close }) {
  const standard = make("blockquote", { class: "board-standard" }, make("p", { class: "fill-label", text: "Done when" }),
    make("p", { text: card.standard || "Nobody has said yet when it is done." }));
  if (!card.may.confirm) return [standard, make("p", { class: "fill-help", text: card.may.why || "A teammate looks at it." })];
  const said = make("p", { class: "fill-error", role: "status" });
  const question = make("textarea", { class: "fill-input", id: freshId(), rows: 2 });
  const confirm = () => {
    close();
    const { standard, evidence } = deck.card(card.id) ?? card;  // what the page shows at this moment
    const saw = { standard, evidence: evidence.map((each) => each.id) };
    deck.do({ do: "confirm", card: card.id, ...saw }, `Confirm '${card.title}'`);
  };
  const back = () => {
    const text = question.value.trim();
    said.textContent = text ? "" : "Ask a question that helps them on.";
    if (!text) return question.focus();
    close();
    return deck.do({ do: "return", card: card.id, question: text }, `Send '${card.title}' back: ${text}`);
  };
  return [
    standard,
    make("p", { class: "fill-help", text: "Look at what shows it. Does it meet what was meant?" }),
    make("div", { class: "fill-actions" }, make("button", { type: "button", class: "fill-button fill-main", text: "Yes, it is done", onclick: confirm })),
    make("label", { class: "fill-label", for: question.id, text: "Not yet: what would you ask?" }), question, said,
    make("div", { class: "fill-actions" }, make("button", { type: "button", class: "fill-button", text: "Send it back with this question", onclick: back })),
  ];
}
