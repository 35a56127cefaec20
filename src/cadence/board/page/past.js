/** What happened to a card, for whoever asks. */

import { make } from "../forms/dom.js";
import { shortDay } from "./days.js";

/** A box that tells it once it is opened; null where nobody can be asked. */
export function past(deck, id) {
  if (!deck.transport.story) return null;
  const rows = make("ul", { class: "board-past" });
  const box = make("details", { class: "board-more" }, make("summary", { text: "What happened to this card" }), rows);
  box.addEventListener("toggle", () => box.open && tellPast(deck, id, rows));
  return box;
}

async function tellPast(deck, id, rows) {
  try {
    const { story } = await deck.transport.story(id);
    rows.replaceChildren(...story.map(({ who, what, at }) => make("li", {}, make("span", { class: "board-when", text: shortDay(at.slice(0, 10)) }), ` ${who || "Somebody"} ${what}`)));
  } catch (failure) {
    if (failure.status === undefined) throw failure;
    rows.replaceChildren(make("li", { text: failure.what || "There is no connection. Open this once more when it is back." }));
  }
}
