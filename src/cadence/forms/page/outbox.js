/** What was typed and is not yet known to be saved: it waits on the shelf until the server has said that it has it. */

import { inOrder, same, token } from "./dom.js";
import { Drafts } from "./drafts.js";

const SOON = 400;  // milliseconds from a change until it is sent, with what else was typed meanwhile
const LATER = 5_000;  // what another page of this browser left waiting is sent from here only if that page did not
const LONGEST = 15_000;  // the longest pause between two attempts

/** Takes changes, sends them in the order they were made, and keeps each until its reply; tells `settled` and `state`. */
export class Outbox extends Drafts {
  constructor(transport, shelf) {
    super(shelf);
    Object.assign(this, { transport, timer: null, due: Infinity, attempts: 0, sending: false });
    this.trouble = null;  // the Failure of the last attempt
    this.savedAt = null;
    shelf.watch((key, before, after) => this.hear(key, before, after));
  }

  // --- what the person does ---------------------------------------------------------------------------

  /** Put a value at a path; `stands` is what the person saw there before. */
  edit(form, path, stands, now) {
    const conflict = this.entry(form, "conflict", path);
    if (conflict) {
      this.put(form, "conflict", path, { ...conflict, mine: now });
      if (same(now, conflict.theirs)) this.decide(form, path, now);
      return;
    }
    this.shelf.remove(`${form}|refused|${path}`);
    const sent = this.sent(form).find((request) => path in request.changes);
    const was = this.entry(form, "typed", path)?.was ?? sent?.changes[path].now ?? stands ?? null;
    if (same(was, now)) this.drop(form, "typed", path);
    else this.put(form, "typed", path, { was, now });
    this.soon(SOON);
  }

  /** Keep what cannot be sent as it is, such as letters where a number belongs. */
  refuse(form, path, now, refusal) {
    this.shelf.remove(`${form}|typed|${path}`);
    this.put(form, "refused", path, { now, ...refusal });
  }

  /** Settle a conflict: `now` replaces what the other person wrote. */
  decide(form, path, now) {
    const { theirs } = this.entry(form, "conflict", path);
    this.shelf.remove(`${form}|conflict|${path}`);
    this.tell("settled", { form, saved: { [path]: theirs }, reply: {} });
    this.edit(form, path, theirs, now);
    this.tell("change", { form, path });
  }

  /** Hand the form in, after all that was typed. */
  submit(form) {
    this.put(form, "whole", "", { submit: true });
    this.soon(0);
  }

  /** Do something that is no change of a value, such as moving a card: after all that was done before it. */
  act(form, deed, said) {
    const key = inOrder();
    this.shelf.set(`${form}|sent|${key}`, { key, changes: {}, said, deed: { key, ...deed } });
    this.soon(0);
    return key;
  }

  /** Take the whole of a form back; return what had been typed and not sent, for `keep`. */
  remove(form) {
    const drafts = ["typed", "conflict", "refused", "whole"].flatMap((kind) => this.paths(form, kind).map((path) => [kind, path, this.entry(form, kind, path)]));
    drafts.forEach(([kind, path]) => this.shelf.remove(`${form}|${kind}|${path}`));
    this.put(form, "whole", "", { remove: true });
    this.soon(SOON);
    return drafts;
  }

  /** Undo `remove` as long as it was not sent; return whether that was so. */
  keep(form, drafts) {
    if (!this.entry(form, "whole")?.remove) return false;
    this.drop(form, "whole", "");
    drafts.forEach(([kind, path, value]) => this.put(form, kind, path, value));
    this.soon(SOON);
    return true;
  }

  // --- sending ----------------------------------------------------------------------------------------

  /** Send what waits, in so many milliseconds at the latest. */
  soon(delay = 0) {
    const due = Date.now() + delay;
    if (this.timer && due >= this.due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => this.drain(), delay);
    this.tell("state");
  }

  /** Let nothing lie: a page that went away may have put something here after this one looked. */
  gather() {
    if (!this.timer && !this.sending && this.waiting().length) this.soon(LATER);
  }

  /** Send until nothing waits or an attempt fails; resolves when it is done with either. */
  async drain() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.sending) return;
    this.sending = true;
    try {
      for (let form = this.waiting()[0]; form; form = this.waiting()[0]) await this.post(form);
    } catch (failure) {
      if (!failure.passing) throw failure;
    } finally {
      this.sending = false;
      this.tell("state");
    }
    if (this.trouble) this.again();
  }

  /** Try again after a pause that grows, and differs from browser to browser. */
  again() {
    const pause = Math.min(LONGEST, 1000 * 2 ** Math.min(this.attempts, 5)) * (0.5 + Math.random() / 2);
    this.attempts += 1;
    this.soon(Math.max(pause, this.trouble.after * 1000));
  }

  async post(form) {
    const request = this.request(form);
    this.tell("state");
    try {
      const reply = await this.send(request);
      Object.assign(this, { trouble: null, attempts: 0, savedAt: reply.at });
      this.settle(form, request, reply);
    } catch (failure) {
      if (!failure.passing) this.turnedAway(form, request, failure);
      else this.trouble = failure;
      if (failure.passing || failure.passing === undefined) throw failure;
    }
  }

  send(request, leaving = false) {
    return request.deed ? this.transport.act(request.deed, leaving) : this.transport.save(request, leaving);
  }

  /** The request that is on its way already, or a new one with all that was typed. */
  request(form) {
    const [under] = this.sent(form);
    if (under) return under;
    const [kind, id, record = ""] = form.split("/");
    const whole = this.entry(form, "whole");
    const paths = whole?.remove ? [] : this.paths(form, "typed");
    const changes = Object.fromEntries(paths.map((path) => [path, this.entry(form, "typed", path)]));
    const request = { key: token(), kind, id, record, ...whole, changes };
    this.shelf.set(`${form}|sent|${request.key}`, request);
    paths.forEach((path) => this.shelf.remove(`${form}|typed|${path}`));
    this.shelf.remove(`${form}|whole|`);
    return request;
  }

  /** Send what waits without waiting for replies: the page is about to go. What got no reply is repeated later. */
  leave() {
    for (const form of this.waiting()) this.send(this.request(form), true).catch(() => {});
  }

  // --- replies ----------------------------------------------------------------------------------------

  settle(form, request, reply) {
    const { differs = {}, refused = {} } = reply;
    const taken = new Set(reply.saved ?? []);
    for (const [path, change] of Object.entries(request.changes)) {
      if (path in differs) this.differed(form, path, change, differs[path]);
      else if (!taken.has(path)) this.refusedAt(form, path, change, refused[path] ?? {});
    }
    this.shelf.remove(`${form}|sent|${request.key}`);
    this.tell("settled", { form, saved: written(request, reply), reply, request });
  }

  differed(form, path, change, { theirs, by }) {
    const mine = this.entry(form, "typed", path)?.now ?? change.now;
    this.shelf.remove(`${form}|typed|${path}`);
    this.shelf.set(`${form}|conflict|${path}`, { mine, theirs: theirs ?? null, by: by ?? "" });
  }

  refusedAt(form, path, change, refusal) {
    const newer = this.entry(form, "typed", path);
    if (newer) this.shelf.set(`${form}|typed|${path}`, { was: change.was, now: newer.now });
    else this.shelf.set(`${form}|refused|${path}`, { now: change.now, ...refusal });
  }

  /** Nothing of a request was taken, and the same request never will be: keep what was typed where the person sees it. */
  turnedAway(form, request, failure) {
    const refusal = { what: failure.what, remedy: failure.remedy, closed: failure.status === 409, remove: request.remove };
    const paths = Object.keys(request.changes);
    paths.forEach((path) => this.refusedAt(form, path, request.changes[path], refusal));
    this.shelf.remove(`${form}|sent|${request.key}`);
    Object.assign(this, { trouble: null, attempts: 0 });
    this.tell("settled", { form, saved: {}, reply: { turnedAway: refusal, submit: request.submit }, request });
  }

  // --- other tabs -------------------------------------------------------------------------------------

  hear(key, before, after) {
    const [form, kind, path] = parts(key);
    if (kind === "sent" && before && !after) {
      const still = (one) => this.entry(form, "conflict", one) || this.entry(form, "refused", one);
      const saved = Object.entries(before.changes).filter(([one]) => !still(one));
      this.tell("settled", { form, saved: Object.fromEntries(saved.map(([one, { now }]) => [one, now])), reply: {} });
    }
    if (after) this.gather();
    this.tell("change", { form, path: kind === "sent" ? "" : path });
    this.tell("state");
  }
}

function written({ changes }, { saved = [] }) {
  return Object.fromEntries(saved.filter((path) => path in changes).map((path) => [path, changes[path].now]));
}

function parts(key) {
  const [form, kind, ...path] = key.split("|");
  return [form, kind, path.join("|")];
}
