/** The cards as the server last had them, and over them what was done here and is on its way. */

import { deskOf } from "../forms/desk.js";
import { same, token } from "../forms/dom.js";
import { after, differences, FIELDS } from "./deeds.js";

export const BOARD = "board/board/";  // under what name the board's requests lie on the shelf
const AGAIN_SOON = 2_000;  // milliseconds until a board that could not be fetched is asked for once more

/** Tells `change` when something is to be drawn anew, `said` ({words}), `moved` ({id, to}) and `ask` ({deed, what, why}). */
export class Deck extends EventTarget {
  constructor(transport) {
    super();
    Object.assign(this, { transport, desk: deskOf(transport), board: null, seq: 0, stop: new AbortController() });
    const { signal } = this.stop;
    this.outbox = this.desk.outbox;
    this.outbox.addEventListener("settled", ({ detail }) => detail.form === BOARD && this.settle(detail), { signal });
    this.outbox.addEventListener("change", ({ detail }) => detail.form === BOARD && this.changed(), { signal });
    this.desk.watch.addEventListener("news", ({ detail }) => this.heard(detail), { signal });
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.reload(), { signal });
    this.reload();
  }

  close() {
    this.stop.abort();
  }

  // --- what stands ------------------------------------------------------------------------------------

  /** The cards with all that was done here, each column from top to bottom. */
  cards() {
    return this.outbox.sent(BOARD).reduce((cards, { deed }) => after(cards, deed), this.board?.cards ?? []);
  }

  card(id) {
    return this.cards().find((card) => card.id === id);
  }

  column(id) {
    return this.cards().filter((card) => card.column === id);
  }

  title(column) {
    return this.board.columns.find(({ id }) => id === column)?.title ?? column;
  }

  /** Somebody's name. */
  name(person) {
    return this.board.people.find(({ value }) => value === person)?.label ?? "";
  }

  /** What is to be decided or was not taken, of each kind, as {path, card, field, ...}. */
  open(kind) {
    return this.outbox.paths(BOARD, kind).map((path) => {
      const [card, field] = path.split("/");
      return { path, card, field, ...this.outbox.entry(BOARD, kind, path) };
    });
  }

  // --- what a person does -----------------------------------------------------------------------------

  do(deed, said) {
    this.outbox.act(BOARD, deed, said);
    this.changed();
  }

  add(column, fields) {
    const card = token();
    const changes = Object.fromEntries(Object.entries(fields).map(([field, now]) => [field, { was: null, now }]));
    this.do({ do: "add", card, column, changes }, `Add '${fields.title}'`);
    return card;
  }

  /** Change fields of a card, as {field: {was, now}}. */
  edit(card, changes) {
    const fields = Object.keys(changes);
    fields.forEach((field) => ["refused", "conflict"].forEach((kind) => this.outbox.drop(BOARD, kind, `${card}/${field}`)));
    if (fields.length) this.do({ do: "edit", card, changes }, `Change '${changes.title?.now ?? this.card(card)?.title ?? "a card"}'`);
  }

  /** Move a card to a column, before another card there or to its end. */
  move(id, to, before = null, anyway = false) {
    const card = this.card(id);
    if (!card) return;
    this.do({ do: "move", card: id, from: card.column, to, before, anyway }, `Move '${card.title}' to ${this.title(to)}`);
    if (to !== card.column) this.tell("moved", { id, to });
  }

  /** Move a card by so many places within its column; returns its place from 1, or 0 where it cannot go further. */
  shift(id, by) {
    const column = this.column(this.card(id).column);
    const at = column.findIndex((card) => card.id === id);
    const goal = at + by;
    if (goal < 0 || goal >= column.length) return 0;
    const before = column.filter((card) => card.id !== id)[goal]?.id ?? null;
    this.move(id, column[at].column, before);
    return goal + 1;
  }

  /** Settle what differs at a path: mine replaces what the other person wrote, or goes away. */
  decide({ path, card, field, mine, theirs }, keepMine) {
    this.outbox.drop(BOARD, "conflict", path);
    if (!keepMine) return;
    if (field === "column") this.move(card, mine.to, mine.before);
    else this.edit(card, { [field]: { was: theirs, now: mine } });
  }

  putAway(path) {
    this.outbox.drop(BOARD, "refused", path);
    this.desk.told();
  }

  // --- what the server says ---------------------------------------------------------------------------

  heard({ forms = [] }) {
    if (forms.some(([kind]) => kind === "board")) this.reload();
  }

  /** Fetch the board and take it in; a question during the answer is asked once more after it. */
  async reload() {
    if (this.loading) {
      this.once = true;
      return;
    }
    Object.assign(this, { loading: true, once: false });
    try {
      this.take(await this.transport.board());
    } catch (failure) {
      if (failure.status === undefined) throw failure;
      this.missed(failure);
    }
    this.loading = false;
    if (this.once) this.reload();
  }

  /** Take in an answer, unless it was given before the last reply. */
  take(board) {
    if (board.seq < this.seq) {
      Object.assign(this, { seq: board.seq, once: true });
      return;
    }
    this.desk.watch.begin(board.seq);
    const before = this.board && this.cards();
    const places = new Map(board.columns.map(({ id }, at) => [id, at]));
    const inOrder = (one, other) => places.get(one.column) - places.get(other.column) || one.order - other.order;
    this.board = { ...board, cards: [...board.cards].sort(inOrder) };
    if (before) this.tellNews(before);
    this.changed();
  }

  /** Say what others did, by name where that can be asked for. */
  async tellNews(before) {
    const columns = new Map(this.board.columns.map((column) => [column.id, column]));
    const cards = this.cards();
    const changed = differences(before, cards, columns);
    const news = await Promise.all(changed.map(async ({ card, named, unnamed }, at) => {
      const who = card && at < 3 && (await this.lastToTouch(card));
      return who ? `${who} ${named}` : unnamed;
    }));
    const more = news.length > 3 ? `, and ${news.length - 3} more` : "";
    if (news.length) this.say(`${news.slice(0, 3).join("; ")}${more}.`);
  }

  /** Who changed a card last, '' where nobody can say. */
  async lastToTouch(card) {
    try {
      return (await this.transport.story?.(card))?.story[0]?.who ?? "";
    } catch (failure) {
      if (failure.status === undefined) throw failure;
      return "";
    }
  }

  missed(failure) {
    this.failure = failure;
    this.changed();
    const gone = failure.status === 403 || failure.status === 404;
    if (!gone) setTimeout(() => this.stop.signal.aborted || this.reload(), AGAIN_SOON);
  }

  settle({ reply, request }) {
    if (reply.seq) this.seq = Math.max(this.seq, reply.seq);
    if (request?.deed && reply.turnedAway) this.turnedAway(request, reply.turnedAway);
    else if (request?.deed && this.board) this.taken(request.deed, reply);
    if (!this.outbox.sent(BOARD).length) this.reload();
    this.changed();
  }

  taken(deed, { card, differs = {}, refused = {}, ask, undo, said }) {
    const stands = Object.keys(differs).length + Object.keys(refused).length === 0 && !ask;
    const cards = stands ? after(this.board.cards, deed) : this.board.cards;
    this.board.cards = cards.map((one) => (one.id === card?.id ? { ...one, ...card } : one));
    if (undo !== undefined) this.board.undo = undo;
    for (const [field, other] of Object.entries(differs)) this.differed(deed, field, other);
    for (const [field, refusal] of Object.entries(refused)) this.refuse(deed, field, refusal);
    if (ask) this.tell("ask", { deed, ...ask });
    if (said) this.say(said);
  }

  differed(deed, field, { theirs, by }) {
    const mine = field === "column" ? { to: deed.to, before: deed.before } : deed.changes?.[field]?.now;
    const agreed = field === "column" ? theirs === deed.to : same(theirs, mine);
    if (!agreed) this.outbox.put(BOARD, "conflict", `${deed.card}/${field}`, { mine: mine ?? null, theirs: theirs ?? null, by: by ?? "" });
  }

  refuse(deed, field, { what, remedy }) {
    const now = deed.changes?.[field]?.now ?? deed.text ?? deed.question ?? null;
    this.outbox.put(BOARD, "refused", `${deed.card ?? ""}/${field}`, { now, what, remedy });
    this.say([what, remedy].filter(Boolean).join(" "));
  }

  /** Nothing of a deed was taken, and never will be: its words are kept where the person sees them. */
  turnedAway({ deed, said }, { what, remedy }) {
    const lost = Object.keys(deed.changes ?? {}).filter((field) => typeof deed.changes[field].now === "string" && field in FIELDS);
    lost.forEach((field) => this.refuse(deed, field, { what, remedy }));
    if (!lost.length) this.refuse(deed, "column", { what: `${said}: ${what}`, remedy });
  }

  // --- telling ----------------------------------------------------------------------------------------

  changed() {
    this.tell("change");
  }

  say(words) {
    this.tell("said", { words });
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
