/** Visits of one day as this device knows them: the one that is open, those that are done, and those taken back. */

import { token } from "./dom.js";

/**
 * A diary of the visits for a metric, kept on the shelf of the desk.
 *
 * `|open|` = {record, day}; `|stays|` = what stayed the same at the last visit; `|done|<record>` = {day, at, title, values}
 * and, once it is taken back, `gone` and the `drafts` that were not sent; `said` is why it could not be taken back.
 */
export class Diary {
  constructor(desk, id) {
    Object.assign(this, { outbox: desk.outbox, shelf: desk.shelf, id });
  }

  key(kind, record = "") {
    return `visit/${this.id}/|${kind}|${record}`;
  }

  /** The record that was left open on this device today, or a new one. */
  current() {
    const kept = this.shelf.get(this.key("open"));
    return kept?.day === today() ? kept.record : this.begin();
  }

  /** Begin a visit: from now on it is the one that is open. */
  begin() {
    const record = token();
    this.shelf.set(this.key("open"), { record, day: today() });
    return record;
  }

  /** What stayed the same at the last visit, by part; null before the first. */
  get stays() {
    return this.shelf.get(this.key("stays"));
  }

  set stays(values) {
    this.shelf.set(this.key("stays"), values);
  }

  entry(record) {
    return this.shelf.get(this.key("done", record));
  }

  /** Put down a visit that is done, as {title, values}. */
  finish(record, visit) {
    this.shelf.set(this.key("done", record), { day: today(), at: this.entry(record)?.at ?? new Date().toISOString(), ...visit });
  }

  /** Keep what is put down of a visit in step with what stands in it now. */
  follow(record, visit) {
    const kept = this.entry(record);
    if (kept && !kept.gone && JSON.stringify(kept.values) !== JSON.stringify(visit.values)) this.finish(record, visit);
  }

  /** The visits of today, newest first, as {record, at, title, values}. */
  today() {
    const start = this.key("done");
    const known = this.shelf.keys(start).map((key) => ({ record: key.slice(start.length), ...this.shelf.get(key) }));
    known.filter(({ day }) => day !== today()).forEach(({ record }) => this.shelf.remove(start + record));
    return known.filter(({ day }) => day === today()).sort((one, other) => (one.at < other.at ? 1 : -1));
  }

  // --- taking a visit back ----------------------------------------------------------------------------

  /** Take a visit back; what it held stays here for the day, so that this can be undone. */
  takeBack(record) {
    const { said, ...entry } = this.entry(record);
    const drafts = this.outbox.remove(formOf(this.id, record));
    this.shelf.set(this.key("done", record), { ...entry, gone: true, drafts });
  }

  /**
   * Undo that; return the record under which the visit stands now.
   *
   * Once the removal was sent the visit is written anew under another id: the removal may arrive a second time.
   */
  bringBack(record) {
    const { gone, drafts, ...entry } = this.entry(record);
    const kept = this.outbox.keep(formOf(this.id, record), drafts);
    const now = kept ? record : token();
    if (!kept) this.writeAnew(now, entry.values);
    this.shelf.set(this.key("done", now), entry);
    if (!kept) this.shelf.remove(this.key("done", record));
    return now;
  }

  writeAnew(record, values) {
    Object.entries(values).forEach(([path, value]) => this.outbox.edit(formOf(this.id, record), path, null, value));
  }

  /** The server would not take a visit back: it stands, and why is said. */
  stands(form, { what, remedy }) {
    const record = form.slice(formOf(this.id, "").length);
    const { gone, drafts, ...entry } = this.entry(record) ?? {};
    if (gone) this.shelf.set(this.key("done", record), { ...entry, said: `${what} ${remedy}` });
  }
}

function formOf(id, record) {
  return `visit/${id}/${record}`;
}

/** The day it is here. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
