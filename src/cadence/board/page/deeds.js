/** What a person can do with a card: what it makes of the board, and how it is said. */

/** What the people of a card's fields call them. */
export const FIELDS = {
  title: "What will be done", owner: "Who does it", verifier: "Who looks at it", due: "By when", goal: "Which goal it serves",
  standard: "Done when", notes: "Notes", mark: "Words for the trend chart", column: "Where it stands",
};

/** The cards after a deed, in the order in which they stand; what only the server can decide leaves them as they are. */
export function after(cards, deed) {
  const make = DEEDS[deed.do];
  return make ? make(cards, deed) : cards;
}

const DEEDS = {
  add: (cards, { card, column, changes }) => [...cards.filter((one) => one.id !== card), { ...blank(card, column), ...values(changes) }],
  edit: (cards, { card, changes }) => changed(cards, card, () => values(changes)),
  move: (cards, { card, to, before }) => moved(cards, card, to, before),
  remove: (cards, { card }) => cards.filter((one) => one.id !== card),
  evidence: (cards, { card, id, kind, text }) => changed(cards, card, ({ evidence }) => ({
    evidence: [...evidence.filter((one) => one.id !== id), { id, kind, text, by: "", on: "" }],
  })),
  "drop-evidence": (cards, { card, id }) => changed(cards, card, ({ evidence }) => ({ evidence: evidence.filter((one) => one.id !== id) })),
};

function blank(id, column) {
  return {
    id, column, title: "", owner: null, verifier: null, due: null, goal: null, standard: "", notes: "", mark: "",
    evidence: [], words: [], may: { confirm: false, why: "" }, waits: true,
  };
}

function values(changes) {
  return Object.fromEntries(Object.entries(changes).map(([field, { now }]) => [field, now]));
}

function changed(cards, id, change) {
  return cards.map((card) => (card.id === id ? { ...card, ...change(card) } : card));
}

function moved(cards, id, to, before) {
  const card = cards.find((one) => one.id === id);
  if (!card) return cards;
  const others = cards.filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === before);
  others.splice(at < 0 ? others.length : at, 0, { ...card, column: to });
  return others;
}

/** What others did between two looks at the board, as {card, named, unnamed}: words after a name, and without one. */
export function differences(before, now, columns) {
  const old = new Map(before.map((card) => [card.id, card]));
  const still = new Set(now.map((card) => card.id));
  const gone = before.filter((card) => !still.has(card.id)).map(({ title }) => ({ unnamed: `'${title}' was taken off the board` }));
  return [...now.flatMap((card) => difference(old.get(card.id), card, columns)), ...gone];
}

function difference(before, card, columns) {
  const was = `'${card.title}'`;
  if (!before) return [{ card: card.id, named: `added ${was}`, unnamed: `${was} was added` }];
  const place = columns.get(card.column)?.title ?? card.column;
  if (before.column !== card.column) return [{ card: card.id, named: `moved ${was} to ${place}`, unnamed: `${was} is now in ${place}` }];
  return essence(before) === essence(card) ? [] : [{ card: card.id, named: `changed ${was}`, unnamed: `${was} was changed` }];
}

/** What somebody may have written on a card, as one text. */
function essence({ evidence, words, ...card }) {
  return JSON.stringify([...Object.keys(FIELDS).map((field) => card[field] ?? ""), evidence.map(({ id }) => id), words.length]);
}
