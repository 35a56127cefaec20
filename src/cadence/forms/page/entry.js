/** Controls for one value that is typed: words, a number, a day. */

import { make } from "./dom.js";
import { framed } from "./field.js";

/** Words; the room grows with them. */
export function text(part, view, path = part.id, bare = false) {
  const input = make("textarea", { class: "fill-input", rows: 1, autocomplete: "off", dir: "auto" });
  input.style.setProperty("--lines", bare ? 1 : part.lines || 1);
  const typed = () => tidy(input.value);
  input.addEventListener("input", () => {
    grow(input);
    view.edit(path, typed());
  });
  const show = (value) => {
    if (typed() !== (value ?? "")) input.value = value ?? "";
    grow(input);
  };
  return framed(view, path, part, input, { show, joins: true, bare });
}

function tidy(words) {
  return (words.toWellFormed?.() ?? words).normalize("NFC");  // as it is kept, so that it is known again
}

const GROWS = CSS.supports("field-sizing", "content");

/** Make a field as high as its words, where the browser does not do so by itself. */
function grow(input) {
  if (GROWS) return;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 4}px`;
}

/** A number between its bounds; what is no number is kept, pointed out and not sent. */
export function number(part, view, path = part.id, bare = false) {
  const mode = part.whole ? "numeric" : "decimal";
  const input = make("input", { class: "fill-input fill-short", type: "text", inputmode: mode, autocomplete: "off" });
  input.addEventListener("input", () => {
    const [value, refusal] = read(input.value, part);
    if (refusal) view.refuse(path, input.value, refusal);
    else view.edit(path, value);
  });
  const show = (value) => {
    if (!sameNumber(input.value, value)) input.value = value ?? "";
  };
  const unit = part.unit ? { ...part, label: `${part.label} (${part.unit})` } : part;
  return framed(view, path, unit, input, { show, bare });
}

function sameNumber(words, value) {
  return words === String(value ?? "") || (value !== null && words.trim() && Number(words.replace(",", ".")) === value);
}

function read(words, { low = null, high = null, whole = false }) {
  const said = words.trim().replace(",", ".").replace(/%$/, "");
  if (!said) return [null];
  const value = Number(said);
  if (Number.isNaN(value)) return [null, { what: `“${words}” is not a number.`, remedy: "Write it in figures, such as 12." }];
  if (whole && !Number.isInteger(value)) return [null, { what: "This has to be a whole number.", remedy: "" }];
  const outside = (low !== null && value < low) || (high !== null && value > high);
  return outside ? [null, { what: `${words} is ${value < low ? "too small" : "too large"}.`, remedy: bounds(low, high) }] : [value];
}

function bounds(low, high) {
  if (low !== null && high !== null) return `Write a number from ${low} to ${high}.`;
  return low !== null ? `Write ${low} or more.` : `Write ${high} or less.`;
}

/** A day. */
export function date(part, view, path = part.id, bare = false) {
  const input = make("input", { class: "fill-input fill-short", type: "date", autocomplete: "off" });
  input.addEventListener("change", () => view.edit(path, input.value || null));
  const show = (value) => {
    input.type = !value || DAY.test(value) ? "date" : "text";  // words that were typed on an older sheet
    if (input.value !== (value ?? "")) input.value = value ?? "";
  };
  return framed(view, path, part, input, { show, bare });
}

const DAY = /^\d{4}-\d\d-\d\d$/;
