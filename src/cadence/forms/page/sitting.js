/** A sitting at which paper is keyed: the sheet that is open in this tab, and how many were handed in before it. */

import { token } from "./dom.js";
import { ownStorage, Shelf } from "./shelf.js";

/** Kept by tab: two tabs never write on one sheet, and each finds its own again after a reload. */
export class Sitting {
  constructor(desk, id) {
    this.shelf = new Shelf(desk.shelf.prefix, ownStorage("sessionStorage"));
    this.key = `keyed/${id}/|sitting|`;
    if (!this.shelf.get(this.key)) this.keep(token(), 0);
  }

  /** The sheet that is open. */
  get record() {
    return this.shelf.get(this.key).record;
  }

  get count() {
    return this.shelf.get(this.key).count;
  }

  /** Begin another sheet. */
  begin() {
    this.keep(token(), this.count);
  }

  /** Count so many sheets more, or less. */
  add(sheets) {
    this.keep(this.record, Math.max(0, this.count + sheets));
  }

  keep(record, count) {
    this.shelf.set(this.key, { record, count });
  }
}
