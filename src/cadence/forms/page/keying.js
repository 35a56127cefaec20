/** A stack of paper, keyed by keyboard alone: a digit answers a row and leads to the next, Enter begins the next sheet. */

import { focusOn, make } from "./dom.js";
import { drawn } from "./parts.js";
import { Sitting } from "./sitting.js";
import { count } from "./words.js";

const KEYS_OF_ROWS =
  "1 and up: the answers from the left. 0 or space: cannot say. Enter or arrow down: on, and leave the row as it is. " +
  "Backspace or arrow up: back. Delete: empty the row. Enter at the end, or Ctrl+Enter anywhere: hand the sheet in.";

/** A sheet: its statements, the way to the next sheet, and below it what else may be written on the paper. */
export function keyed(sheet) {
  const { view, desk, name } = sheet;
  sheet.sitting ??= new Sitting(desk, name.id);
  sheet.told ??= make("p", { class: "fill-keyed", role: "status" });
  const [statements, ...others] = view.spec.parts;
  const done = make("button", { type: "button", class: "fill-button fill-main fill-edits", text: view.spec.submit.label, onclick: () => handOver(sheet) });
  const undo = make("button", { type: "button", class: "fill-link", text: "Undo the last sheet", onclick: () => takeLastBack(sheet) });
  const help = make("p", { class: "fill-help", text: KEYS_OF_ROWS });
  const foot = make("div", { class: "fill-foot" }, done, undo);
  const body = make("div", { class: "fill-keying" }, help, sheet.told, drawn(statements, view), foot, ...others.map((part) => drawn(part, view)));
  listen(sheet, body, rowsOf(view, statements), done);
  const { signal } = view.stop;
  desk.outbox.addEventListener("settled", ({ detail }) => leftBehind(sheet, detail), { signal });
  return { nodes: [body], changed: () => (undo.hidden = !sheet.last || !view.open) };
}

// --- keys -------------------------------------------------------------------------------------------------

/** The statements as rows that take keys: {path, root, target, answers}; an answer by the key that gives it. */
function rowsOf(view, part) {
  const points = part.options.slice(0, -1).map(({ value }, at) => [String(at + 1), value]);
  const cannotSay = part.options.at(-1).value;
  const answers = new Map([...points, ["0", cannotSay], [" ", cannotSay]]);
  return part.rows.map(({ id }) => ({ path: `${part.id}/${id}`, answers, ...view.fields.get(`${part.id}/${id}`) }));
}

/** Let the keys work in the rows and on the button after them, and begin where nothing is marked yet. */
function listen(sheet, body, rows, done) {
  const { view } = sheet;
  const stops = [...rows, { root: done, target: done }];
  const go = (at) => focusOn(stops[Math.max(0, at)].target);
  body.addEventListener("keydown", (event) => {
    const at = stops.findIndex(({ root }) => root.contains(event.target));
    if (event.ctrlKey || event.metaKey) event.key === "Enter" && claim(event, () => handOver(sheet));
    else if (at >= 0 && !event.altKey && view.open) pressedAt(event, at, { view, row: rows[at], go });
  });
  sheet.start = () => go(stops.findIndex(({ path }) => !path || view.value(path) === null));
  if (!sheet.seated) queueMicrotask(() => begin(sheet));
}

/** Once the page has its first sheet. */
function begin(sheet) {
  sheet.seated = true;
  tell(sheet, "");
  sheet.start();
}

function pressedAt(event, at, { view, row, go }) {
  const { key, target } = event;
  const put = (value) => {
    view.edit(row.path, value);
    view.draw(row.path);
  };
  if (["Backspace", "ArrowUp"].includes(key)) claim(event, () => go(at - 1));
  else if (!row || target.tagName === "BUTTON") return;
  else if (["Enter", "ArrowDown"].includes(key)) claim(event, () => go(at + 1));
  else if (key === "Delete") claim(event, () => put(null));
  else if (row.answers.has(key)) claim(event, () => {
    put(row.answers.get(key));
    go(at + 1);
  });
}

/** Take a key from the browser, and do something once, however long it is held. */
function claim(event, doing) {
  event.preventDefault();
  if (!event.repeat) doing();
}

// --- sheets -----------------------------------------------------------------------------------------------

/** Hand this sheet in and begin the next; needs no connection. */
function handOver(sheet) {
  const { view, name, sitting } = sheet;
  if (!view.open) return;
  if ([...view.paths()].every((path) => view.value(path) === null)) return tell(sheet, "Nothing is keyed on this sheet yet.");
  if (!sheet.submit()) return;
  sheet.last = name.record;
  sitting.add(1);
  sitting.begin();
  sheet.turn(sitting.record);
  tell(sheet, "");
  sheet.start();
}

/** Take back the sheet that was handed in last; what is keyed of the next one stays. */
function takeLastBack(sheet) {
  sheet.view.outbox.remove(formOfSheet(sheet, sheet.last));
  sheet.last = null;
  sheet.sitting.add(-1);
  tell(sheet, "The last sheet is taken back.");
  sheet.changed();
  sheet.start();
}

/** An earlier sheet was refused, or could not be taken back: say so, and let nothing of it lie on this device. */
function leftBehind(sheet, { form, reply, request }) {
  const refusal = reply.turnedAway ?? Object.values(reply.refused ?? {})[0];
  if (!refusal || form === sheet.view.form || !form.startsWith(formOfSheet(sheet, ""))) return;
  const { outbox } = sheet.view;
  outbox.paths(form, "refused").forEach((path) => outbox.drop(form, "refused", path));
  if (request.submit || request.remove) sheet.sitting.add(request.remove ? 1 : -1);
  sheet.last = null;
  tell(sheet, `${request.remove ? "The sheet was not taken back." : "A sheet was not taken."} ${refusal.what} ${refusal.remedy}`);
  sheet.reload();
}

function formOfSheet({ name }, record) {
  return `keyed/${name.id}/${record}`;
}

function tell({ told, sitting }, words) {
  told.textContent = [words, `${count(sitting.count, "sheet", "sheets")} keyed in this sitting.`].filter(Boolean).join(" ");
}
