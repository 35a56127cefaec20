/** Which cards are shown: by goal, by whose they are, by when they are due. */

import { freshId, make } from "../forms/dom.js";
import { ahead } from "./days.js";

const DUE = [
  ["", "Any day"], ["late", "Overdue"], ["week", "In the next 7 days"], ["month", "In the next 30 days"], ["none", "No date yet"],
];
const DUE_TESTS = {
  late: (card, today) => card.due && card.column !== "done" && ahead(card.due, today) < 0,
  week: (card, today) => card.due && within(ahead(card.due, today), 7),
  month: (card, today) => card.due && within(ahead(card.due, today), 30),
  none: (card) => !card.due,
};
const NONE = "-";  // stands for cards that have no owner, or no goal

/** The row of choices above the board; `changed` is called after each choice. */
export class Filters {
  constructor(changed) {
    this.chosen = { goal: "", owner: "", due: "" };
    this.count = make("p", { class: "board-found", role: "status" });
    this.clearer = make("button", { type: "button", class: "fill-link", text: "Show all", onclick: () => this.clear(changed) });
    this.lists = Object.fromEntries(Object.keys(this.chosen).map((name) => [name, this.list(name, changed)]));
    const field = (name, label) => make("div", {}, make("label", { for: this.lists[name].id, text: label }), this.lists[name]);
    this.root = make("div", { class: "board-filters", role: "group", "aria-label": "Which cards to show" },
      field("goal", "Goal"), field("owner", "Whose"), field("due", "Due"), this.count, this.clearer);
  }

  list(name, changed) {
    const choose = ({ target }) => {
      this.chosen[name] = target.value;
      changed();
    };
    return make("select", { id: freshId(), class: "fill-input", onchange: choose });
  }

  clear(changed) {
    Object.keys(this.chosen).forEach((name) => (this.chosen[name] = ""));
    changed();
    this.lists.goal.focus();
  }

  /** Offer what the board has; what was chosen stays chosen. */
  offer({ goals, people, me }) {
    const first = (one) => (one.value === me ? 0 : 1);
    const others = [...people].sort((one, other) => first(one) - first(other)).map(({ value, label }) => [value, value === me ? `Mine (${label})` : label]);
    fillList(this.lists.goal, [["", "All goals"], ...goals.map(({ value, label }) => [value, label]), [NONE, "No goal"]], this.chosen.goal);
    fillList(this.lists.owner, [["", "Anyone"], ...others, [NONE, "Nobody yet"]], this.chosen.owner);
    fillList(this.lists.due, DUE, this.chosen.due);
  }

  get any() {
    return Object.values(this.chosen).some(Boolean);
  }

  shows(card, today) {
    const { goal, owner, due } = this.chosen;
    return fits(goal, card.goal) && fits(owner, card.owner) && (!due || DUE_TESTS[due](card, today));
  }

  say(shown, all) {
    const words = this.any ? `${shown} of ${all} cards shown` : `${all} ${all === 1 ? "card" : "cards"}`;
    if (this.count.textContent !== words) this.count.textContent = words;
    this.clearer.hidden = !this.any;
  }
}

function fits(chosen, value) {
  return !chosen || (chosen === NONE ? !value : chosen === value);
}

function within(days, most) {
  return days >= 0 && days <= most;
}

/** Fill a list with choices, unless it offers just these. */
export function fillList(list, choices, chosen) {
  const key = JSON.stringify(choices);
  if (list.offered !== key) {
    list.offered = key;
    list.replaceChildren(...choices.map(([value, label]) => make("option", { value, text: label })));
  }
  list.value = chosen ?? "";
}
