/** Visits, made for one hand in a corridor: tiles to tap, the next visit a tap away, and those of today to change. */

import { focusOn, make, token } from "./dom.js";
import { drawn } from "./parts.js";
import { clock, count } from "./words.js";

/** The record a visit form begins with: the one that was left open on this device today, or a new one. */
export function currentVisit(desk, id) {
  const kept = desk.shelf.get(openKey(id));
  return kept?.day === today() ? kept.record : begun(desk, id);
}

/** Begin a visit: from now on it is the one that is open on this device. */
function begun(desk, id) {
  const record = token();
  desk.shelf.set(openKey(id), { record, day: today() });
  return record;
}

const openKey = (id) => `visit/${id}/|open|`;
const doneKey = (id, record) => `visit/${id}/|done|${record}`;

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** A visit: what it was, what was seen, and the way to the next one. */
export function visit(sheet) {
  const nodes = sheet.view.spec.parts.map((part) => drawn(part, sheet.view));
  const done = make("button", { type: "button", class: "fill-button fill-main fill-edits", text: "Done: next visit", onclick: () => next(sheet) });
  const waits = make("span", { class: "fill-waits", role: "status" });
  const list = make("div", { class: "fill-visits" });
  fillIn(sheet);
  const changed = () => {
    const waiting = sheet.desk.outbox.waiting().filter((form) => form.startsWith(`visit/${sheet.name.id}/`)).length;
    const words = waiting && sheet.desk.troubled ? `${count(waiting, "visit waits", "visits wait")} to be sent` : "";
    if (waits.textContent !== words) waits.textContent = words;
    listed(sheet, list);
  };
  return { nodes: [make("div", { class: "fill-visit" }, ...nodes), make("div", { class: "fill-thumb" }, done, waits), list], changed };
}

/** Put in what is known before anybody types: today, and what stayed the same since the last visit. */
function fillIn({ view, desk, name }) {
  if (!view.open || view.paths().size) return;
  const kept = desk.shelf.get(`visit/${name.id}/|stays|`) ?? {};
  for (const part of view.spec.parts.filter((one) => one.id)) {
    const value = part.now && part.kind === "date" ? today() : kept[part.id];
    if (value !== undefined && value !== null) view.assume(part.id, value);
  }
}

/** Finish this visit and begin the next; needs no connection. */
function next(sheet) {
  const { desk, view, name } = sheet;
  if (!(view.spec.submit ? sheet.submit() : sheet.complete())) return;
  const stays = view.spec.parts.filter((part) => part.stays).map((part) => [part.id, view.value(part.id)]);
  desk.shelf.set(`visit/${name.id}/|stays|`, Object.fromEntries(stays));
  desk.shelf.set(doneKey(name.id, name.record), { day: today(), at: new Date().toISOString(), title: title(view) });
  sheet.turn(begun(desk, name.id));
  focusOn(sheet.element.querySelector("input, select, textarea"));
}

/** A visit in a few words: what was chosen first, without what was seen. */
function title(view) {
  const told = view.spec.parts.filter((part) => part.stays && part.kind !== "date").map((part) => view.fields.get(part.id)?.say(view.value(part.id)));
  return told.filter(Boolean).join(", ") || "Visit";
}

/** The visits of today from this device, newest first, as {record, at, title}. */
function visitsOf({ desk: { shelf }, name }) {
  const start = doneKey(name.id, "");
  const known = shelf.keys(start).map((key) => ({ record: key.slice(start.length), ...shelf.get(key) }));
  known.filter(({ day }) => day !== today()).forEach(({ record }) => shelf.remove(start + record));
  return known.filter(({ day }) => day === today()).sort((one, other) => (one.at < other.at ? 1 : -1));
}

function listed(sheet, list) {
  const mine = visitsOf(sheet);
  const key = JSON.stringify(mine);
  if (list.dataset.shown === key) return;
  list.dataset.shown = key;
  const rows = mine.map((one) => make("li", {}, make("span", { text: `${clock(one.at)}, ${one.title}` }), change(sheet, one)));
  list.replaceChildren(...(rows.length ? [make("h4", { text: `My visits today: ${mine.length}` }), make("ul", {}, ...rows)] : []));
}

function change(sheet, { record, title: words }) {
  const again = () => sheet.turn(record, true);
  return make("button", { type: "button", class: "fill-link", text: "Change", "aria-label": `Change: ${words}`, onclick: again });
}
