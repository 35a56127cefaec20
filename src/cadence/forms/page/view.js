/** One form on the page: what stands on the server, what the person has put over it, and the fields that show both. */

import { onceReleased, same } from "./dom.js";
import { chooser } from "./conflict.js";

/**
 * The values of a form by path, and the fields that were registered for them.
 *
 * `stands` is what the person was shown last: changes are made against it. What came meanwhile for a field that has
 * the focus is kept in `late` until the focus leaves, so that nothing moves under anybody's hands.
 */
export class View {
  constructor(desk, { kind, id, record = "" }) {
    Object.assign(this, { desk, kind, id, record, outbox: desk.outbox });
    this.form = [kind, id, record].join("/");
    this.stands = new Map();
    this.late = new Map();
    this.marks = new Map();
    this.assumed = new Map();
    this.fields = new Map();
    this.controls = [];
    this.changed = () => {};  // called after any change of a value
    this.settled = () => {};  // called with each reply
    this.stop = new AbortController();
    desk.views.add(this);
    const { signal } = this.stop;
    this.outbox.addEventListener("change", ({ detail }) => this.hear(detail), { signal });
    this.outbox.addEventListener("settled", ({ detail }) => this.settle(detail), { signal });
  }

  /** Forget the fields, before they are drawn anew. */
  clear() {
    this.fields.clear();
    this.controls = [];
  }

  close() {
    this.stop.abort();
    this.desk.views.delete(this);
  }

  get open() {
    return this.spec.state === "open";
  }

  // --- values -----------------------------------------------------------------------------------------

  value(path) {
    const own = this.outbox.own(this.form, path);
    return own ? own.now : (this.stands.get(path) ?? this.assumed.get(path) ?? null);
  }

  /** Fill in a value that goes to the server only together with something that the person enters. */
  assume(path, value) {
    this.assumed.set(path, value);
    this.draw(path);
  }

  /** Every path that has a value, or had one until the person took it away. */
  paths() {
    return new Set([...this.stands.keys(), ...this.outbox.held(this.form)]);
  }

  edit(path, now) {
    const also = [...this.assumed].filter(([one]) => one !== path);
    this.assumed.clear();
    also.forEach(([one, value]) => this.edit(one, value));
    this.marks.delete(path);
    this.outbox.edit(this.form, path, this.stands.get(path), now);
  }

  /** Empty all that stands below a path, without telling the server, which does so by itself; return what stood there. */
  emptied(path) {
    const below = [...this.paths()].filter((one) => one.startsWith(`${path}/`) && this.value(one) !== null);
    const values = new Map(below.map((one) => [one, this.value(one)]));
    below.forEach((one) => this.outbox.drop(this.form, "typed", one));
    this.emptyBelow(path);
    return values;
  }

  emptyBelow(path) {
    const below = [...this.stands.keys()].filter((one) => one.startsWith(`${path}/`));
    below.forEach((one) => this.stands.set(one, null));
  }

  refuse(path, now, refusal) {
    this.outbox.refuse(this.form, path, now, { ...refusal, local: true });
  }

  // --- fields -----------------------------------------------------------------------------------------

  /** Register where a path is shown: {label, target, said, choose, show, options}. */
  register(path, field) {
    this.fields.set(path, field);
    field.root.addEventListener("focusout", ({ relatedTarget }) => {
      if (!field.root.contains(relatedTarget)) onceReleased(() => this.left(path));
    });
    this.draw(path);
  }

  /** Show a path's value, and what there is to say about it. */
  draw(path) {
    const field = this.fields.get(path);
    if (!field) return;
    field.show(this.value(path));
    this.mark(path, field);
  }

  mark(path, field) {
    const refused = this.outbox.entry(this.form, "refused", path);
    const conflict = this.outbox.entry(this.form, "conflict", path);
    const busy = refused?.local && field.root.contains(document.activeElement);
    const wrong = refused && !busy ? [refused.what, refused.remedy].filter(Boolean).join(" ") : "";
    say(field, wrong, conflict, this.marks.get(path));
    field.target.toggleAttribute("aria-invalid", Boolean(wrong));
    if (wrong) field.target.setAttribute("aria-invalid", "true");
    this.choose(path, field, conflict);
  }

  /** The fields at which two versions wait for a choice. */
  choices() {
    return [...this.fields].filter(([path]) => this.outbox.entry(this.form, "conflict", path)).map(([, field]) => field);
  }

  choose(path, field, conflict) {
    const key = conflict ? JSON.stringify([conflict.theirs, conflict.by]) : "";
    if (field.choosing === key) return;
    field.choosing = key;
    field.choose.replaceChildren(...(conflict ? [chooser(this, path, field)] : []));
  }

  /** Show anew what there is to choose from in lists. */
  relist() {
    for (const [path, { target }] of this.fields) if (target.tagName === "SELECT") this.draw(path);
  }

  left(path) {
    if (this.late.has(path)) {
      this.stands.set(path, this.late.get(path));
      this.late.delete(path);
    }
    this.draw(path);
  }

  // --- what comes from elsewhere ----------------------------------------------------------------------

  /** Take in what the server says now; fields the person has not touched follow it. */
  fold(values, by = {}) {
    const paths = new Set([...this.stands.keys(), ...Object.keys(values)]);
    const moved = [...paths].filter((path) => !same(this.stands.get(path), values[path]) && !this.taken(path));
    for (const path of moved) this.foldOne(path, values[path] ?? null, by[path] ?? "");
    this.redraw(moved);
  }

  /** Whether a path lies in a row that the person has just taken away, of which the server may not know yet. */
  taken(path) {
    const row = path.slice(0, path.lastIndexOf("/"));
    return this.outbox.own(this.form, row)?.now === null;
  }

  foldOne(path, theirs, by) {
    const conflict = this.outbox.entry(this.form, "conflict", path);
    if (conflict) this.outbox.put(this.form, "conflict", path, { ...conflict, theirs, by: by || conflict.by });
    const root = this.fields.get(path)?.root;
    if (root?.contains(document.activeElement) && !conflict) {
      this.late.set(path, theirs);
      return;
    }
    this.stands.set(path, theirs);
    if (!this.outbox.own(this.form, path)) this.marks.set(path, by);
  }

  hear({ form, path }) {
    if (form === this.form) this.redraw(path ? [path] : [...this.paths()]);
  }

  settle({ form, saved, reply }) {
    if (form !== this.form) return;
    for (const [path, now] of Object.entries(saved)) {
      this.stands.set(path, now);
      this.late.delete(path);
      if (now === null) this.emptyBelow(path);
    }
    this.redraw([...this.paths()]);
    this.settled(reply);
  }

  redraw(paths) {
    this.controls.forEach((control) => control.refresh(paths));
    paths.forEach((path) => this.draw(path));
    this.changed();
  }
}

function say(field, wrong, conflict, by) {
  const other = conflict && `${conflict.by || "Somebody else"} wrote something else here. Please choose below.`;
  const mark = by !== undefined && (by ? `Changed by ${by}` : "Changed by a teammate");
  const words = wrong || other || "";
  if (field.said.textContent !== words) field.said.textContent = words;
  field.said.className = wrong ? "fill-error" : "fill-notice";
  field.by.textContent = words ? "" : mark || "";
}
