/** A visit, made for one hand in a corridor: tiles to tap, the next visit a tap away, and those of today to change. */

import { Diary, today } from "./diary.js";
import { make } from "./dom.js";
import { drawn } from "./parts.js";
import { visitList } from "./visits.js";
import { count } from "./words.js";

const OFFLINE = "While this page stays open it works without a connection. Closed, it cannot be opened without one: then take paper.";

/** A visit: what stays the same from one to the next, what was seen, and the way to the next one. */
export function visit(sheet) {
  const { view, desk, name } = sheet;
  const diary = new Diary(desk, name.id);
  const steady = steadyParts(sheet, diary);
  const seen = view.spec.parts.filter((part) => !isSteady(part)).map((part) => drawn(part, view));
  const done = make("button", { type: "button", class: "fill-button fill-main fill-edits", text: "Done: next visit", onclick: () => next(sheet, diary) });
  const waits = make("span", { class: "fill-waits", role: "status" });
  const list = visitList(diary, {
    turn: ({ record, values }) => {
      if (view.paths().size) diary.finish(name.record, told(view));  // begun and left: it is in the list, too
      openVisit(sheet, record, { values, fetch: true });
    },
    left: (record) => record === name.record && openVisit(sheet, diary.begin()),
  });
  fillIn(sheet, diary);
  steady.settle();
  const changed = () => {
    diary.follow(name.record, told(view));
    steady.show();
    const words = waiting(sheet);
    if (waits.textContent !== words) waits.textContent = words;
    list.show();
  };
  const { signal } = view.stop;
  desk.outbox.addEventListener("settled", ({ detail: { form, reply } }) => reply.turnedAway?.remove && diary.stands(form, reply.turnedAway), { signal });
  desk.outbox.addEventListener("settled", changed, { signal });
  desk.addEventListener("state", changed, { signal });
  return { nodes: [make("div", { class: "fill-visit" }, steady.element, ...seen), make("div", { class: "fill-thumb" }, done, waits), list.element, make("p", { class: "fill-help", text: OFFLINE })], changed };
}

/** Turn to a visit, and put the focus where it begins. */
function openVisit(sheet, record, more) {
  sheet.turn(record, more);
  const start = sheet.element.querySelector(".fill-steady > summary");
  start.focus({ preventScroll: true });
  start.scrollIntoView({ block: "start" });
}

// --- what stays the same ----------------------------------------------------------------------------------

const isSteady = (part) => part.stays || (part.now && part.kind === "date");

/** The parts that stay the same from visit to visit: folded to one line as soon as they are known. */
function steadyParts(sheet, diary) {
  const { view } = sheet;
  const parts = view.spec.parts.filter(isSteady);
  const line = make("span");
  const summary = make("summary", {}, line, make("span", { class: "fill-change", text: "Change" }));
  const element = make("details", { class: "fill-steady" }, summary, ...parts.map((part) => drawn(part, view)));
  const wrong = () => parts.some(({ id }) => view.outbox.entry(view.form, "refused", id) || view.outbox.entry(view.form, "conflict", id));
  const show = () => {
    const words = parts.map(({ id }) => (view.value(id) === today() ? "Today" : view.fields.get(id).say(view.value(id)))).filter(Boolean);
    if (line.textContent !== words.join(" · ")) line.textContent = words.join(" · ");
    if (wrong()) element.open = true;
  };
  sheet.reach = (path) => {
    if (parts.some(({ id }) => id === path)) element.open = true;
  };
  return { element, show, settle: () => (element.open = !diary.stays && parts.some(({ id }) => view.value(id) === null)) };
}

/** Put in what is known before anybody types: today, and what stayed the same since the last visit. */
function fillIn({ view }, diary) {
  if (!view.open || view.paths().size) return;
  const kept = diary.stays ?? {};
  for (const part of view.spec.parts.filter((one) => one.id)) {
    const value = part.now && part.kind === "date" ? today() : kept[part.id];
    if (value !== undefined && value !== null) view.assume(part.id, value);
  }
}

// --- the next one -----------------------------------------------------------------------------------------

/** Finish this visit and begin the next; needs no connection. */
function next(sheet, diary) {
  const { view, name } = sheet;
  if (!(view.spec.submit ? sheet.submit() : sheet.complete())) return;
  const stays = view.spec.parts.filter((part) => part.stays).map((part) => [part.id, view.value(part.id)]);
  diary.stays = Object.fromEntries(stays);
  diary.finish(name.record, told(view));
  openVisit(sheet, diary.begin());
}

/** A visit as {title, values}: its title says what was chosen first, without what was seen. */
function told(view) {
  const first = view.spec.parts.filter((part) => part.stays && part.kind !== "date").map((part) => view.fields.get(part.id)?.say(view.value(part.id)));
  const values = [...view.paths()].map((path) => [path, view.value(path)]).filter(([, value]) => value !== null);
  return { title: first.filter(Boolean).join(", ") || "Visit", values: Object.fromEntries(values) };
}

function waiting({ desk, name }) {
  const forms = desk.outbox.waiting().filter((form) => form.startsWith(`visit/${name.id}/`));
  return forms.length && desk.troubled ? `${count(forms.length, "visit waits", "visits wait")} to be sent` : "";
}
