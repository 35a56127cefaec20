/** A table that people fill together: rows are cards on a phone and lines on a wide screen; each cell is saved by itself. */

import { focusOn, make, token } from "./dom.js";
import { choice } from "./choice.js";
import { date, number, text } from "./entry.js";
import { grouped } from "./field.js";

const CELLS = { text, number, date, choice };
const WIDE = 4;  // as many columns stand side by side; more would leave no room to write

export class Table {
  constructor(part, view) {
    Object.assign(this, { part, view, blanks: new Map(), rows: new Map(), removed: new Map() });
    this.body = make("div", { class: "fill-rows" });
    this.said = make("p", { class: "cad-hidden", role: "status" });
    this.stays = make("p", { class: "fill-error", role: "status" });
    this.element = grouped(view, "", part, [this.head(), this.body, this.said, this.stays, this.foot()], {});
    this.element.classList.toggle("fill-lines", part.columns.length <= WIDE);
    const widths = part.columns.map((column) => `minmax(0, ${column.width ?? 1}fr)`);
    this.element.style.setProperty("--columns", [...widths, part.add ? "5.5rem" : ""].join(" "));
    this.fillUp();
    this.refresh();
  }

  head() {
    const titles = this.part.columns.map((column) => make("span", { text: column.label }));
    return make("div", { class: "fill-row-head", "aria-hidden": "true" }, ...titles, this.part.add && make("span"));
  }

  foot() {
    if (!this.part.add) return null;
    const add = () => focusOn(this.rows.get(this.blank()).first);
    return make("button", { type: "button", class: "fill-button fill-edits", text: this.part.more ?? "Add a row", onclick: add });
  }

  // --- which rows there are ---------------------------------------------------------------------------

  /** The rows in their order, as [id, order, label]: those that are given, those with words, those still empty. */
  order() {
    const given = (this.part.fixed ?? []).map(({ id, label }, at) => [id, at - 1000, label]);
    const fixed = new Set(given.map(([id]) => id));
    const filled = [...this.filled()].filter((id) => !fixed.has(id));
    const own = [...new Set([...filled, ...this.blanks.keys()])].map((id) => [id, this.place(id), ""]);
    return [...given, ...own.sort((one, other) => one[1] - other[1] || (one[0] < other[0] ? -1 : 1))];
  }

  place(id) {
    return this.view.value(`${this.part.id}/${id}`)?.order ?? this.blanks.get(id) ?? 0;
  }

  filled() {
    const ids = new Set();
    for (const path of this.view.paths()) {
      const [table, id, column] = path.split("/");
      if (table === this.part.id && id && !(column && this.gone(id)) && this.view.value(path) !== null) ids.add(id);
    }
    return ids;
  }

  /** Whether the person has taken a row away, and the server may not know it yet. */
  gone(id) {
    return this.view.outbox.own(this.view.form, `${this.part.id}/${id}`)?.now === null;
  }

  /** Add an empty row at the end; nothing of it is saved before something stands in it. */
  blank() {
    const id = token();
    const last = Math.max(-1, ...this.order().map(([, order]) => order));
    this.blanks.set(id, last + 1);
    this.refresh();
    return id;
  }

  fillUp() {
    if (!this.part.add || !this.view.open) return;
    const there = this.order().length;
    for (let more = there; more < (this.part.least ?? 1); more += 1) this.blank();
  }

  // --- drawing ----------------------------------------------------------------------------------------

  refresh() {
    this.heed();
    const wanted = this.order();
    const ids = new Set(wanted.map(([id]) => id));
    for (const id of this.rows.keys()) if (!ids.has(id)) this.discard(id);
    let before = null;
    wanted.forEach(([id, , label], at) => {
      const row = this.rows.get(id) ?? this.draw(id, label);
      row.element.setAttribute("aria-label", label || `${this.part.row ?? "Row"} ${at + 1}`);
      if (row.element.parentNode !== this.body) this.body.insertBefore(row.element, before ? before.nextSibling : this.body.firstChild);
      before = row.element;
    });
  }

  draw(id, label) {
    const cells = this.part.columns.map((column) => this.cell(id, column, label));
    const remove = this.part.add && make("button", {
      type: "button", class: "fill-link fill-remove fill-edits", text: "Remove", onclick: () => this.remove(id),
    });
    const title = label && make("div", { class: "fill-row-title", text: label });
    const element = make("div", { class: "fill-row", role: "group" }, title, ...cells, remove);
    const row = { element, first: element.querySelector("textarea, input, select"), cells };
    this.rows.set(id, row);
    return row;
  }

  cell(id, column, label) {
    const { kind = "text", ...input } = column.input ?? {};
    const part = { ...input, label: column.label, help: "", row: label };
    const inRow = Object.create(this.view, { edit: { value: (path, now) => this.edit(id, path, now) } });
    return (CELLS[kind] ?? text)(part, inRow, `${this.part.id}/${id}/${column.id}`, true);
  }

  /** Change a cell; the first words in an empty row make it a row. */
  edit(id, path, now) {
    this.stays.textContent = "";
    const row = `${this.part.id}/${id}`;
    if (this.blanks.has(id) && this.view.value(row) === null) this.view.edit(row, { order: this.blanks.get(id) });
    this.view.edit(path, now);
  }

  /** Drop a row that somebody else took away; under somebody's hands it stays, and their next word makes it a row again. */
  discard(id) {
    const { element } = this.rows.get(id);
    if (element.contains(document.activeElement)) {
      this.blanks.set(id, Number.MAX_SAFE_INTEGER);
      return;
    }
    element.remove();
    this.forget(id);
  }

  forget(id) {
    this.rows.delete(id);
    this.part.columns.forEach((column) => this.view.fields.delete(`${this.part.id}/${id}/${column.id}`));
  }

  // --- taking away, and bringing back -----------------------------------------------------------------

  remove(id) {
    const cells = this.view.emptied(`${this.part.id}/${id}`);
    const place = this.place(id);
    const { element } = this.rows.get(id);
    this.forget(id);
    this.blanks.delete(id);
    const undo = make("button", { type: "button", class: "fill-link", text: "Undo" });
    const line = make("div", { class: "fill-removed" }, make("span", { text: "Removed." }), undo);
    undo.addEventListener("click", () => this.restore(id, place, cells, line));
    element.replaceWith(line);
    this.removed.set(id, { line, cells });
    this.stays.textContent = "";
    this.said.textContent = "Row removed. Undo is possible.";
    undo.focus();
    this.view.edit(`${this.part.id}/${id}`, null);
  }

  /** Bring back each row that the server could not let go, and say why it stays. */
  heed() {
    const { outbox, form } = this.view;
    for (const path of outbox.paths(form, "refused")) {
      const [table, id, column] = path.split("/");
      const { now, closed, what, remedy } = outbox.entry(form, "refused", path);
      if (table === this.part.id && id && !column && now === null && !closed) {
        this.stay(id);
        this.stays.textContent = `${what} ${remedy}`;
        outbox.drop(form, "refused", path);
      }
    }
  }

  stay(id) {
    const { line, cells = new Map() } = this.removed.get(id) ?? {};
    cells.forEach((value, path) => this.view.stands.set(path, value));
    line?.remove();
  }

  restore(id, place, cells, line) {
    this.blanks.set(id, place);
    const row = this.draw(id, "");
    line.replaceWith(row.element);
    if (cells.size) this.view.edit(`${this.part.id}/${id}`, { order: place });
    for (const [path, value] of cells) this.view.edit(path, value);
    this.said.textContent = "The row is back.";
    focusOn(row.first);
  }
}
