/** A form that folds to one line, which says how far it is: so a page of many is a list of them. */

import { make } from "./dom.js";
import { clock } from "./words.js";

const ROOMY = window.matchMedia("(min-width: 64rem)");  // where the page has a list of its sections beside it

/** The fold around a sheet; open where there is room, where it was left open, where it is linked to, or something is wrong. */
export class Fold {
  constructor(sheet) {
    this.sheet = sheet;
    this.key = `${sheet.view.form}|fold|`;
    this.title = make("h3", { class: "fill-title" });
    this.minutes = make("span", { class: "fill-minutes" });
    this.said = make("span", { class: "fill-state" });
    this.summary = make("summary", { onclick: () => this.remember(!this.element.open) }, this.title, this.minutes, this.said);
    this.next = make("button", { type: "button", class: "fill-button", text: "Next form", onclick: () => this.goOn() });
    this.element = make("details", { class: "fill-fold", ontoggle: () => this.stayOpen() });
    this.element.open = sheet.desk.shelf.get(this.key)?.open ?? ROOMY.matches;
    const { signal } = sheet.stop;
    sheet.element.addEventListener("cadence:open", () => this.reach(), { signal });
    window.addEventListener("hashchange", () => this.follow(), { signal });
    window.addEventListener("beforeprint", () => this.print(), { signal });
    window.addEventListener("afterprint", () => (this.element.open = this.before), { signal });
  }

  /** Put what is drawn of the form inside. */
  hold({ title, minutes }, nodes) {
    this.title.textContent = title;
    this.minutes.textContent = minutes ? `${minutes} min` : "";
    this.element.replaceChildren(this.summary, ...nodes.slice(0, -1), make("div", { class: "fill-actions" }, this.next), nodes.at(-1));
    if (this.element.isConnected) return;
    this.sheet.element.replaceChildren(this.element);
    this.follow();
  }

  /** Say how far the form is. */
  show() {
    const { words, state } = stateOf(this.sheet);
    if (this.said.textContent !== words) this.said.textContent = words;
    this.said.dataset.state = state;
    this.next.hidden = !this.following();
    this.stayOpen();
  }

  /** What is wrong is never folded away. */
  stayOpen() {
    if (this.said.dataset.state === "wrong") this.element.open = true;
  }

  remember(open) {
    this.sheet.desk.shelf.set(this.key, { open });
  }

  /** Open if the address leads here. */
  follow() {
    if (location.hash === `#${this.sheet.element.id}`) this.reach();
  }

  reach() {
    this.element.open = true;
    this.summary.focus({ preventScroll: true });
    this.summary.scrollIntoView({ block: "start" });
  }

  /** The place of the form that follows on the page. */
  following() {
    const places = [...document.querySelectorAll("[data-fold]")];
    return places[places.indexOf(this.sheet.element) + 1];
  }

  /** Fold this form where there is little room, and open the next. */
  goOn() {
    const place = this.following();
    if (!ROOMY.matches) this.element.open = false;
    this.remember(this.element.open);
    this.stayOpen();
    place?.dispatchEvent(new CustomEvent("cadence:open"));
  }

  print() {
    this.before = this.element.open;
    this.element.open = true;
  }
}

function stateOf({ view, submitted }) {
  const waits = (kind) => view.outbox.paths(view.form, kind).some((path) => view.fields.has(path));
  if (waits("conflict")) return { state: "wrong", words: "Two versions: please choose" };
  if (waits("refused")) return { state: "wrong", words: "Something has to be put right" };
  if (submitted) return { state: "done", words: `Handed in at ${clock(submitted)}` };
  const begun = [...view.paths()].some((path) => view.value(path) !== null);
  if (begun) return { state: "begun", words: view.open ? "Begun" : "Written" };
  return { state: "new", words: view.open ? "Not begun" : "Closed" };
}
