/** A person's own shelf in the browser: what survives a reload, a lost connection and a killed server. */

/**
 * Values by key under one prefix, in localStorage where there is room and in memory otherwise.
 *
 * Each thing has a key of its own, so two tabs never write over each other's.
 */
export class Shelf {
  constructor(prefix, storage = ownStorage()) {
    this.prefix = prefix;
    this.storage = storage;
    this.memory = new Map();
    this.closed = false;
  }

  /** Whether something lies in memory only, and would be lost with this page. */
  get full() {
    return this.memory.size > 0;
  }

  get(key) {
    if (this.memory.has(key)) return this.memory.get(key);
    return parsed(this.storage?.getItem(this.prefix + key));
  }

  set(key, value) {
    if (this.closed) return;
    try {
      this.storage.setItem(this.prefix + key, JSON.stringify(value));
      this.memory.delete(key);
    } catch {
      this.memory.set(key, value);  // no room, or no storage at all: memory holds it while the page is open
    }
  }

  remove(key) {
    this.memory.delete(key);
    this.storage?.removeItem(this.prefix + key);
  }

  /** The keys that begin so, in the order of the alphabet. */
  keys(start = "") {
    const kept = this.storage ? Object.keys(this.storage) : [];
    const mine = kept.filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length));
    return [...new Set([...mine, ...this.memory.keys()])].filter((key) => key.startsWith(start)).sort();
  }

  clear() {
    this.keys().forEach((key) => this.remove(key));
  }

  /** Hold nothing any more: not what is there, and not what a late reply would put here. */
  close() {
    this.clear();
    this.closed = true;
  }

  /** Call back with (key, before, after) when another tab of this browser changed something. */
  watch(changed) {
    window.addEventListener("storage", ({ key, oldValue, newValue }) => {
      if (key?.startsWith(this.prefix)) changed(key.slice(this.prefix.length), parsed(oldValue), parsed(newValue));
    });
  }
}

/** The storage of this browser, or of this tab alone (`sessionStorage`); null where it is forbidden. */
export function ownStorage(name = "localStorage") {
  try {
    return window[name];
  } catch {
    return null;  // a browser may forbid it
  }
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
