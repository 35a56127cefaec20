/** What a person has to decide: two versions, or something that was not taken. */

import { make } from "../forms/dom.js";
import { dueWords } from "./days.js";
import { FIELDS } from "./deeds.js";

/** A region above the board; `draw()` shows what is open now. */
export class Choices {
  constructor(deck, open) {
    Object.assign(this, { deck, open, key: "" });
    this.root = make("div", { class: "board-choices" });
  }

  draw() {
    const [conflicts, refusals] = [this.deck.open("conflict"), this.deck.open("refused")];
    const key = JSON.stringify([conflicts, refusals]);
    if (key === this.key) return;
    const [held, more] = [this.root.contains(document.activeElement), key.length > this.key.length];
    this.key = key;
    this.root.replaceChildren(...conflicts.map((one) => this.two(one)), ...refusals.map((one) => this.refusal(one)));
    if (held) (this.root.querySelector("button") ?? document.querySelector(".board-column.is-chosen h3"))?.focus();
    if (more && conflicts.length) this.deck.say("Two versions of a card. Please choose above the board.");
  }

  named({ card }) {
    return this.deck.card(card)?.title ?? "A card that is gone";
  }

  two(conflict) {
    const by = conflict.by || "A teammate";
    const [theirs, mine] = [this.words(conflict.field, conflict.theirs), this.words(conflict.field, conflict.mine)];
    const moved = conflict.field === "column";
    const title = moved ? `'${this.named(conflict)}' was moved by two` : `'${this.named(conflict)}' has two versions`;
    const told = moved ? `${by} moved it to ${theirs}. You wanted it in ${mine}.` : `${FIELDS[conflict.field]}:`;
    const choose = (text, keepMine) => make("button", { type: "button", class: "fill-button", text, onclick: () => this.deck.decide(conflict, keepMine) });
    return make("div", { class: "fill-chooser", role: "group", "aria-label": title }, make("p", { class: "fill-chooser-title", text: title }), make("p", { text: told }),
      !moved && make("p", { class: "fill-theirs" }, make("strong", { text: `${by}: ` }), theirs),
      !moved && make("p", { class: "fill-theirs" }, make("strong", { text: "You: " }), mine),
      make("div", { class: "fill-actions" }, choose(moved ? `Leave it in ${theirs}` : `Keep ${by === "A teammate" ? "the other" : `${by}'s`}`, false), choose(moved ? `Move it to ${mine}` : "Keep mine", true)));
  }

  refusal(refusal) {
    const { card, path, now, what, remedy } = refusal;
    const known = this.deck.card(card);
    const title = known ? `Not taken, for '${known.title}'` : "Not taken";
    const text = typeof now === "string" && now;
    return make("div", { class: "fill-alert", role: "group", "aria-label": title }, make("p", { class: "fill-alert-title", text: title }),
      make("p", { text: [what, remedy].filter(Boolean).join(" ") }), text && make("p", { class: "fill-theirs", text }),
      make("div", { class: "fill-actions" },
        known && make("button", { type: "button", class: "fill-button", text: "Open the card", onclick: () => this.open(card) }),
        make("button", { type: "button", class: "fill-button", text: "Put away", onclick: () => this.deck.putAway(path) })));
  }

  /** A value of a field as somebody reads it. */
  words(field, value) {
    const { board } = this.deck;
    if (field === "column") return this.deck.title(value?.to ?? value);
    if (field === "owner" || field === "verifier") return this.deck.name(value) || "nobody";
    if (field === "goal") return board.goals.find((goal) => goal.value === value)?.label ?? "no goal";
    if (field === "due") return dueWords(value, board.today);
    return value || "(nothing)";
  }
}
