/** A form on the page: fetched, drawn, kept up to date, handed in. */

import { focusOn, make } from "./dom.js";
import { onlyLists } from "./choice.js";
import { freeze } from "./field.js";
import { Fold } from "./fold.js";
import { Diary } from "./diary.js";
import { Sitting } from "./sitting.js";
import { layouts } from "./layouts.js";
import { plain } from "./plain.js";
import { statusLine } from "./status.js";
import { untaken } from "./untaken.js";
import { View } from "./view.js";
import { statements, wanted } from "./parts.js";
import { count } from "./words.js";

/** Of which kinds a page makes the records itself, and which one was left open on it. */
const LEFT_OPEN = { visit: (desk, id) => new Diary(desk, id).current(), keyed: (desk, id) => new Sitting(desk, id).record };
const AGAIN = 2_000;  // milliseconds until a form that could not be fetched is asked for once more

const MOST = 12;  // lines of what is missing, beyond which their number says enough

export class Sheet {
  constructor(element, desk, name) {
    Object.assign(this, { element, desk, name, seq: 0, stop: new AbortController() });
    const { signal } = this.stop;
    if (!name.record) name.record = LEFT_OPEN[name.kind]?.(desk, name.id) ?? "";
    this.look();
    desk.watch.addEventListener("news", ({ detail }) => this.heard(detail), { signal });
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.reload(), { signal });
    this.reload();
  }

  /** Look at the record that is named now. */
  look() {
    this.view?.close();
    this.view = new View(this.desk, this.name);
    this.view.changed = () => this.changed();
    this.view.settled = (reply) => this.settled(reply);
  }

  /** Turn to another record of the same form, which a new one needs no server for; `values` are what this device knows of it. */
  turn(record, { values = {}, fetch = false } = {}) {
    const { spec } = this.view;
    Object.assign(this.name, { record });
    Object.assign(this, { submitted: null, seq: 0 });
    this.look();
    this.view.spec = spec;
    this.view.stands = new Map(Object.entries(values));
    this.draw();
    if (fetch) this.reload();
  }

  /** Draw another form of the same page inside this one. */
  within(element, name) {
    this.inner = new Sheet(element, this.desk, name);
  }

  close() {
    this.inner?.close();
    this.stop.abort();
    this.view.close();
  }

  // --- fetching ---------------------------------------------------------------------------------------

  /** Fetch the form and take it in; a question during the answer is asked once more after it. */
  async reload() {
    if (this.loading) {
      this.once = true;
      return;
    }
    this.loading = true;
    this.once = false;
    const { kind, id, record } = this.name;
    try {
      const reply = await this.desk.transport.load(kind, id, record);
      if (record === this.name.record) this.take(reply);
    } catch (failure) {
      if (failure.status === undefined) throw failure;
      this.missed(failure);
    } finally {
      this.loading = false;
    }
    if (this.once) this.reload();
  }

  /** Take in an answer, unless it was given before the last save. */
  take({ form, values, seq, submitted, by, ...more }) {
    if (seq < this.seq) {
      this.seq = seq;
      this.once = true;
      return;
    }
    this.desk.watch.begin(seq);
    const drawn = JSON.stringify(form);
    Object.assign(this, { submitted: submitted ?? null, more });
    if (drawn === this.drawn || onlyLists(this.view.spec, form)) {
      this.view.fold(values, by);
      if (drawn !== this.drawn) this.view.relist();
      this.drawn = drawn;
      this.changed();
      return;
    }
    this.drawn = drawn;
    this.view.spec = form;
    if (!this.body) this.view.stands = new Map(Object.entries(values));
    else this.view.fold(values, by);
    this.draw();
  }

  missed({ status, what, remedy }) {
    if (!this.body) {
      const words = what || "This form could not be fetched. It appears here when the connection is back.";
      this.element.replaceChildren(make("p", { class: "fill-alert", role: "status", text: [words, remedy].filter(Boolean).join(" ") }));
    }
    if (status !== 403 && status !== 404) setTimeout(() => this.stop.signal.aborted || this.reload(), AGAIN);
  }

  heard({ forms = [] }) {
    const { kind, id } = this.name;
    if (forms.some(([theirs, which]) => theirs === kind && which === id)) this.reload();
  }

  settled(reply) {
    if (reply.seq) this.seq = Math.max(this.seq, reply.seq);
    if (reply.submitted !== undefined) this.submitted = reply.submitted;
    if (reply.turnedAway?.closed) this.reload();
    if (reply.refused?.[""]) this.complain([{ words: `${reply.refused[""].what} ${reply.refused[""].remedy}` }]);
    if (reply.turnedAway && reply.submit) this.complain([{ words: `${reply.turnedAway.what} ${reply.turnedAway.remedy}` }]);
    this.changed();
  }

  // --- drawing ----------------------------------------------------------------------------------------

  draw() {
    const { view, element } = this;
    view.clear();
    this.inner?.close();
    this.inner = null;
    this.alert = make("div");
    this.alerted = null;
    this.summary = make("div", { class: "fill-summary", tabindex: "-1", role: "alert" });
    this.body = make("form", { class: "fill-body", novalidate: true, autocomplete: "off" });
    this.body.addEventListener("submit", (event) => event.preventDefault());
    const { nodes, changed } = (layouts[view.kind] ?? plain)(this);
    this.layoutChanged = changed;
    this.body.append(...nodes);
    element.classList.add("cad-fill");
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", view.spec.title);
    this.line ??= statusLine(this.desk, this.stop.signal);
    const shown = [...header(view.spec), this.alert, this.summary, this.body, this.line];
    if ("fold" in element.dataset) this.folded(shown);
    else element.replaceChildren(titleOf(view.spec), ...shown);
    if (!view.open) freeze(this.body);
    this.changed();
    this.desk.told();
  }

  folded(shown) {
    this.fold ??= new Fold(this);
    this.fold.hold(this.view.spec, shown);
  }

  changed() {
    if (!this.body) return;
    const notice = untaken(this.view);
    const key = notice?.textContent + notice?.querySelector("textarea").value;
    if (key !== this.alerted) this.alert.replaceChildren(...(notice ? [notice] : []));
    this.alerted = key;
    this.layoutChanged?.();
    this.fold?.show();
  }

  // --- handing in -------------------------------------------------------------------------------------

  /** Hand the form in if nothing is missing, or say what is, with links; what may stay open is said, too. */
  submit() {
    const ready = this.complete() && this.begun();
    if (!ready) return false;
    this.view.outbox.submit(this.view.form);
    const open = this.leftOpen();
    const title = `${count(open.length, "statement is", "statements are")} still open. What you answered is handed in without; you can still answer.`;
    if (open.length) this.complain(open.map((path) => ({ path, words: "open" })), title);
    return true;
  }

  /** The statements of a survey that may be left open, and are. */
  leftOpen() {
    return this.statements().filter((path) => this.empty(path));
  }

  statements() {
    return this.view.kind === "survey" ? this.view.spec.parts.flatMap(statements) : [];
  }

  /** Whether a survey has an answer at all; if it has none, that is said. */
  begun() {
    const all = this.statements();
    const begun = !all.length || this.leftOpen().length < all.length;
    if (!begun) this.complain([{ path: all[0], words: "no statement is answered yet. Begin here, and answer what you can" }]);
    return begun;
  }

  /** Whether nothing is missing and nothing is open; what is, is said. */
  complete() {
    const missing = this.view.spec.parts.flatMap((part) => wanted(part, this.view)).filter((path) => this.empty(path));
    const wrong = this.view.outbox.paths(this.view.form, "refused").filter((path) => this.view.fields.has(path));
    const open = this.view.outbox.paths(this.view.form, "conflict").filter((path) => this.view.fields.has(path));
    const complaints = [
      ...missing.map((path) => ({ path, words: "still needs an answer" })),
      ...wrong.map((path) => ({ path, words: "has to be put right" })),
      ...open.map((path) => ({ path, words: "has two versions; please choose one" })),
    ];
    this.complain(complaints);
    return !complaints.length;
  }

  empty(path) {
    const value = this.view.value(path);
    const rows = path.split("/").length === 3;
    if (rows) return ![...this.view.fields.keys()].some((one) => one.startsWith(`${path.split("/")[0]}/`) && this.view.value(one) !== null);
    return value === null || value === "" || (Array.isArray(value) && !value.length);
  }

  complain(complaints, title = "Before you can hand this in") {
    const shown = complaints.slice(0, MOST).map(({ path, words }) => make("li", {}, path ? this.link(path, words) : words));
    const more = complaints.length > MOST ? [make("li", { text: `and ${complaints.length - MOST} more` })] : [];
    const rows = [...shown, ...more];
    this.summary.replaceChildren(...(rows.length ? [make("p", { class: "fill-alert-title", text: title }), make("ul", {}, ...rows)] : []));
    if (rows.length) focusOn(this.summary);
  }

  link(path, words) {
    const { target, label } = this.view.fields.get(path);
    const go = (event) => {
      event.preventDefault();
      this.reach?.(path);
      focusOn(target);
    };
    return make("a", { href: `#${target.id}`, onclick: go }, `${label}: ${words}`);
  }
}

function titleOf({ title }) {
  return make("h3", { class: "fill-title", text: title });
}

function header({ purpose, minutes, example, notice, why, state }) {
  const shown = example && make("details", { class: "fill-example" }, make("summary", { text: "An example" }), make("p", { text: example }));
  return [
    purpose && make("p", { class: "fill-purpose", text: purpose }),
    minutes && make("p", { class: "fill-minutes", text: minutes === 1 ? "About a minute" : `About ${minutes} minutes` }),
    notice && make("p", { class: "fill-who", text: notice }),
    state !== "open" && make("p", { class: "fill-closed", text: why || "This form is closed for now." }),
    shown,
  ].filter(Boolean);
}
