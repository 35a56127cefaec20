/** What lies on a person's shelf for the forms: typed, on its way, in conflict, or refused. */

/**
 * Entries by form, kind and path, a key of the shelf for each:
 *
 * `<form>|typed|<path>` = {was, now}; `<form>|whole|` = {submit: true} or {remove: true};
 * `<form>|sent|<key>` = the request, repeated under its key until it is answered ({deed, said}: what was done, and in words);
 * `<form>|conflict|<path>` = {mine, theirs, by}; `<form>|refused|<path>` = {now, what, remedy, closed}.
 *
 * Tells `change` ({form, path}).
 */
export class Drafts extends EventTarget {
  constructor(shelf) {
    super();
    this.shelf = shelf;
  }

  entry(form, kind, path = "") {
    return this.shelf.get(`${form}|${kind}|${path}`);
  }

  /** The requests of a form that are on their way. */
  sent(form) {
    return this.shelf.keys(`${form}|sent|`).map((key) => this.shelf.get(key)).filter(Boolean);
  }

  /** The paths of a form that have an entry of a kind. */
  paths(form, kind) {
    const start = `${form}|${kind}|`;
    return this.shelf.keys(start).map((key) => key.slice(start.length));
  }

  /** What the person last put at a path and the server has not confirmed, as {now}; or undefined. */
  own(form, path) {
    const kept = this.entry(form, "refused", path) ?? this.entry(form, "typed", path);
    if (kept) return { now: kept.now };
    const conflict = this.entry(form, "conflict", path);
    if (conflict) return { now: conflict.mine };
    const sent = this.sent(form).find((request) => path in request.changes);
    return sent && { now: sent.changes[path].now };
  }

  /** All paths of a form at which something of the person's own waits. */
  held(form) {
    const kept = ["typed", "conflict", "refused"].flatMap((kind) => this.paths(form, kind));
    return new Set([...kept, ...this.sent(form).flatMap((request) => Object.keys(request.changes))]);
  }

  /** The forms of which something still has to reach the server. */
  waiting() {
    const keys = this.shelf.keys().filter((key) => /^[^|]*\|(typed|sent|whole)\|/.test(key));
    return [...new Set(keys.map((key) => key.split("|", 1)[0]))];
  }

  /** All that waits to be saved, or to be decided by the person, as {form, path, now}. */
  pending() {
    const forms = new Set(this.shelf.keys().map((key) => key.split("|", 1)[0]));
    const changes = (form) => [...this.held(form)].map((path) => ({ form, path, ...this.own(form, path) }));
    return [...forms].flatMap((form) => [...changes(form), ...this.whole(form)]);
  }

  /** What waits to be done with a form as a whole. */
  whole(form) {
    const asked = [this.entry(form, "whole"), ...this.sent(form)].filter((one) => one?.submit || one?.remove || one?.deed);
    return asked.map(({ said, remove }) => ({ form, path: "", now: said ?? (remove ? "Taking back the form" : "Handing in the form") }));
  }

  put(form, kind, path, value) {
    this.shelf.set(`${form}|${kind}|${path}`, value);
    this.tell("change", { form, path });
  }

  drop(form, kind, path) {
    this.shelf.remove(`${form}|${kind}|${path}`);
    this.tell("change", { form, path });
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
