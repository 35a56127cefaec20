/** What the forms of a page share: one outbox, one watch, and what both say about saving. */

import { Outbox } from "./outbox.js";
import { Shelf } from "./shelf.js";
import { Watch } from "./watch.js";
import { saying } from "./words.js";

const desks = new Map();

/** The desk of a transport: made once, however many forms stand on the page. */
export function deskOf(transport) {
  if (!desks.has(transport)) desks.set(transport, new Desk(transport));
  return desks.get(transport);
}

/** The shelf key prefix of everything that this project keeps in a browser. */
export const PREFIX = "cadence/";

/** Tells `state` when what is said about saving changes, here and as `cadence:status` on the document. */
export class Desk extends EventTarget {
  constructor(transport) {
    super();
    const whose = [transport.institute, transport.person, transport.team ?? ""];
    Object.assign(this, { transport, closed: false, views: new Set() });
    this.shelf = new Shelf(`${PREFIX}${whose.map(encodeURIComponent).join("/")}/`);
    this.outbox = new Outbox(transport, this.shelf);
    this.watch = new Watch(transport);
    this.outbox.addEventListener("state", () => this.told());
    this.outbox.addEventListener("settled", () => this.told());
    this.watch.addEventListener("state", () => this.heard());
    this.watch.addEventListener("news", ({ detail }) => announce("cadence:news", detail));
    window.addEventListener("pagehide", () => this.outbox.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.outbox.drain());
    window.addEventListener("online", () => this.outbox.soon(0));
    window.addEventListener("pageshow", () => this.outbox.soon(0));
    this.outbox.soon(0);  // what an earlier page could not send
  }

  /** Whether the server does not answer as it should. */
  get troubled() {
    return Boolean(this.outbox.trouble ?? this.watch.failure);
  }

  /** The fields of this page at which the person has to choose between two versions. */
  choices() {
    return [...this.views].flatMap((view) => view.choices());
  }

  /** What is to be said about saving now: {state, words, remedy, pending, at}. */
  status() {
    const { outbox, watch, shelf } = this;
    const waits = outbox.waiting().length > 0;
    const failure = (waits && outbox.trouble) || watch.failure;
    const said = saying({ failure, pending: waits, full: shelf.full, choices: this.choices().length, at: outbox.savedAt });
    return { ...said, pending: outbox.pending().length, at: outbox.savedAt };
  }

  /** The watch got an answer, or none: after an answer there is no reason to wait with what could not be sent. */
  heard() {
    if (!this.watch.failure && this.outbox.trouble?.status === 0) this.outbox.soon(0);
    else this.outbox.gather();
    this.told();
  }

  /** Keep nothing, ask nothing and say nothing any more: the person has left. */
  close() {
    this.closed = true;
    this.shelf.close();
    this.watch.close();
  }

  told() {
    if (this.closed) return;
    const status = this.status();
    const key = JSON.stringify(status);
    if (key === this.last) return;
    this.last = key;
    this.dispatchEvent(new CustomEvent("state", { detail: status }));
    announce("cadence:status", status);
  }
}

function announce(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
