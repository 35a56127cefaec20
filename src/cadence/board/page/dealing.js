/** One card, opened: what it says, what shows that it is done, and what a teammate says to it. */

import { freshId, make, same } from "../forms/dom.js";
import { openDialog } from "./asking.js";
import { BOARD } from "./deck.js";
import { FIELDS } from "./deeds.js";
import { fillList } from "./filters.js";
import { past } from "./past.js";
import { proof } from "./proof.js";
import { verdict } from "./verdict.js";

const HELP = {
  standard: "What will a teammate see or hear, in the end, that says it is done?",
  mark: "A few words that will stand on your trend chart where this work began, such as 'New exit tickets'.",
  verifier: "A teammate who looks at what shows it; not the owner.",
};

/** Open a card, or a new one where `id` is '', to be added to `column`. */
export function openCard(deck, id, column = "") {
  const card = id ? deck.card(id) : null;
  if (id && !card) return;
  const stop = new AbortController();
  const title = card ? card.title || "A card" : `A new card in ${deck.title(column)}`;
  const draft = new Draft(deck, card?.id ?? column);
  openDialog(title, (dialog, close) => {
    const fields = controls(deck, card, draft);
    const save = () => kept(deck, card, column, fields) && draft.away();
    const look = card && make("div", { class: "board-parts" });
    const parts = card && [proof(deck, id, stop.signal), verdict(deck, id, stop.signal, { save, close }), past(deck, id)];
    look?.append(...parts.filter(Boolean));
    return [form(deck, fields, () => save() && close(), card && look, card && taker(deck, card, close), draft), actions(deck, card, save, close, draft)];
  }, { wide: true, closed: () => stop.abort() });
}

/** What was written in a card and not yet saved: a dialog closes at the touch of a key, and the words stay. */
class Draft {
  constructor({ desk }, id) {
    Object.assign(this, { shelf: desk.shelf, key: `${BOARD}|draft|${id}` });
    this.found = this.shelf.get(this.key);
  }

  keep(fields) {
    const changed = [...fields.values()].filter(({ control, was }) => !same(value(control), was));
    if (changed.length) this.shelf.set(this.key, Object.fromEntries(changed.map(({ field, control }) => [field, control.value])));
    else this.away();
  }

  away() {
    this.shelf.remove(this.key);
    return true;
  }
}

// --- fields -----------------------------------------------------------------------------------------------

/** The controls by field, with what stood in each when the card was opened. */
function controls(deck, card, draft) {
  const { people, goals } = deck.board;
  const persons = people.map(({ value, label }) => [value, label]);
  const plain = (lines) => make("textarea", { class: "fill-input", rows: lines });
  const found = {
    title: make("input", { class: "fill-input", maxlength: 300, autocomplete: "off" }),
    owner: list([["", "Nobody yet"], ...persons]),
    due: make("input", { type: "date", class: "fill-input fill-short" }),
    goal: list([["", "No goal yet"], ...goals.map(({ value, label }) => [value, label])]),
    standard: plain(3),
    verifier: list([["", "Whoever has a moment"], ...persons]),
    notes: plain(3),
    mark: make("input", { class: "fill-input", maxlength: 60, autocomplete: "off" }),
  };
  return new Map(Object.entries(found).map(([field, control]) => [field, filled(deck, card, field, control, draft)]));
}

function list(choices) {
  const select = make("select", { class: "fill-input" });
  fillList(select, choices, "");
  return select;
}

function filled(deck, card, field, control, { found }) {
  const was = card?.[field] ?? null;
  const refused = card && deck.outbox.entry(BOARD, "refused", `${card.id}/${field}`);
  control.value = found?.[field] ?? refused?.now ?? was ?? "";
  control.id = freshId();
  control.disabled = !deck.board.writable;
  return { field, control, was, label: FIELDS[field] };
}

function form(deck, fields, save, parts, take, draft) {
  const body = make("form", { class: "board-form", novalidate: true, autocomplete: "off", onsubmit: (event) => { event.preventDefault(); save(); } });
  const rows = new Map([...fields].map(([name, field]) => [name, row(field)]));
  const more = make("details", { class: "board-more" }, make("summary", { text: "Notes, and words for the trend chart" }), rows.get("notes"), rows.get("mark"));
  const few = make("div", { class: "board-few" }, rows.get("owner"), rows.get("due"), rows.get("verifier"), rows.get("goal"));
  const again = draft.found && make("p", { class: "fill-notice", text: "What you had begun to write is here again." });
  const standing = make("div", { class: "board-left" }, again, rows.get("title"), rows.get("standard"), few, more, take);
  body.append(standing);
  body.addEventListener("input", () => draft.keep(fields));
  return make("div", { class: parts ? "board-two" : "board-one" }, body, parts);
}

function row({ field, control, label }) {
  const said = make("p", { id: freshId(), class: "fill-error" });
  const help = HELP[field] && make("p", { id: freshId(), class: "fill-help", text: HELP[field] });
  control.setAttribute("aria-describedby", [help?.id, said.id].filter(Boolean).join(" "));
  control.said = said;
  return make("div", { class: "fill-field" }, make("label", { class: "fill-label", for: control.id, text: label }), help, control, said);
}

// --- keeping ----------------------------------------------------------------------------------------------

/** Keep what was changed; false, and said, where it cannot be kept. */
function kept(deck, card, column, fields) {
  const wrong = [titled(fields), apart(fields)].find(Boolean);
  fields.forEach(({ control }) => complain(control, ""));
  if (wrong) return complain(wrong.control, wrong.words);
  const changes = [...fields.values()].filter(({ control, was }) => !same(value(control), was));
  if (card) deck.edit(card.id, Object.fromEntries(changes.map(({ field, control, was }) => [field, { was, now: value(control) }])));
  else deck.add(column, Object.fromEntries(changes.map(({ field, control }) => [field, value(control)])));
  changes.forEach((one) => (one.was = value(one.control)));
  return true;
}

function titled(fields) {
  const { control } = fields.get("title");
  return value(control) ? null : { control, words: "Say in a few words what will be done." };
}

function apart(fields) {
  const [owner, { control }] = [fields.get("owner").control, fields.get("verifier")];
  const one = owner.value && owner.value === control.value;
  return one ? { control, words: "The owner does not look at their own work. Choose somebody else." } : null;
}

function value(control) {
  return control.value.trim() || (control.tagName === "SELECT" || control.type === "date" ? null : "");
}

function complain(control, words) {
  control.said.textContent = words;
  if (!words) {
    control.removeAttribute("aria-invalid");
    return false;
  }
  control.setAttribute("aria-invalid", "true");
  control.focus();
  return false;
}

function taker(deck, card, close) {
  const take = () => {
    close();
    deck.do({ do: "remove", card: card.id }, `Take '${card.title}' off the board`);
  };
  return deck.board.writable && make("button", { type: "button", class: "fill-link", text: "Take it off the board", onclick: take });
}

function actions(deck, card, save, close, draft) {
  const { writable } = deck.board;
  return make("div", { class: "fill-actions board-actions" },
    writable && make("button", { type: "button", class: "fill-button fill-main", text: card ? "Save and close" : "Add the card", onclick: () => save() && close() }),
    make("button", { type: "button", class: "fill-button", text: writable ? "Cancel" : "Close", onclick: () => draft.away() && close() }));
}
