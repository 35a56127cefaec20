/** From a part of a form to what stands on the page. */

import { make } from "./dom.js";
import { checklist, choice, grid } from "./choice.js";
import { date, number, text } from "./entry.js";
import { people } from "./people.js";
import { Table } from "./table.js";

const KINDS = { passage, text, number, date, choice, grid, checklist, people, table };

/** Draw a part, and register its fields with the view. */
export function drawn(part, view) {
  return KINDS[part.kind](part, view);
}

/** Words between the fields. Their markup is the server's own, which escapes what people typed. */
function passage(part) {
  const words = new DOMParser().parseFromString(part.html, "text/html").body;
  return make("div", { class: "fill-passage" }, part.title && make("h4", { text: part.title }), ...words.childNodes);
}

function table(part, view) {
  const made = new Table(part, view);
  view.controls.push(made);
  return made.element;
}

/** The statements of a part that may be left open. */
export function statements(part) {
  return part.kind === "grid" && !part.required ? part.rows.map(({ id }) => `${part.id}/${id}`) : [];
}

/** The paths that have to be answered before a form is handed in, each with what may count as its answer. */
export function wanted(part, view) {
  if (!part.required) return [];
  if (part.kind === "grid") return part.rows.map(({ id }) => `${part.id}/${id}`);
  if (part.kind === "table") return [...view.fields.keys()].filter((path) => path.startsWith(`${part.id}/`)).slice(0, 1);
  return [part.id];
}
