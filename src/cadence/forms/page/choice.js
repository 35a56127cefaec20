/** Controls for choosing: one of several, several of several, things to tick. */

import { freshId, make } from "./dom.js";
import { describe, framed, grouped, saidPlaces } from "./field.js";

/** One of the options, or several where `many`. */
export function choice(part, view, path = part.id, bare = false) {
  if (part.many) return several(part, view, path, bare);
  return part.show === "list" || bare ? list(part, view, path, bare) : radios(part, view, path, bare);
}

const labelOf = (options) => (value) => options.find((option) => equal(option.value, value))?.label ?? String(value ?? "");

function equal(one, other) {
  return one !== null && other !== null && String(one) === String(other);
}

function list(part, view, path, bare) {
  const input = make("select", { class: "fill-input" });
  input.addEventListener("change", () => view.edit(path, part.options[input.value]?.value ?? null));
  const show = (value) => {
    offer(input, part.options);
    const at = part.options.findIndex((option) => equal(option.value, value));
    input.value = at < 0 ? "" : String(at);
  };
  return framed(view, path, part, input, { show, say: labelOf(part.options), bare });
}

/** Let a list hold these options, which may have changed since it was drawn. */
function offer(input, options) {
  const labels = ["Choose…", ...options.map(({ label }) => label)];
  if (input.length === labels.length && labels.every((label, at) => input.options[at].text === label)) return;
  input.replaceChildren(...labels.map((text, at) => make("option", { value: at ? at - 1 : "", text })));
}

function radios(part, view, path, bare) {
  const name = freshId();
  const marks = part.options.map((option) => mark("radio", option, name));
  marks.forEach(({ input }, at) => input.addEventListener("change", () => view.edit(path, part.options[at].value)));
  const wipe = wiper(() => view.edit(path, null), marks[0].input);
  const show = (value) => {
    marks.forEach(({ input }, at) => (input.checked = equal(part.options[at].value, value)));
    wipe.hidden = value === null || part.required;
  };
  const rows = make("div", { class: "fill-options" }, ...marks.map((one) => one.element));
  return grouped(view, path, part, [rows, wipe], { target: marks[0].input, show, say: labelOf(part.options), bare });
}

function several(part, view, path, bare) {
  const marks = part.options.map((option) => mark("checkbox", option));
  const chosen = () => part.options.filter((_, at) => marks[at].input.checked).map((option) => option.value);
  marks.forEach(({ input }) => input.addEventListener("change", () => view.edit(path, chosen())));
  const show = (value) => {
    const ticked = value ?? [];
    marks.forEach(({ input }, at) => (input.checked = ticked.some((one) => equal(one, part.options[at].value))));
  };
  const say = (value) => (value ?? []).map(labelOf(part.options)).join(", ");
  const rows = make("div", { class: "fill-options" }, ...marks.map((one) => one.element));
  return grouped(view, path, part, [rows], { target: marks[0].input, show, say, bare });
}

/** Things to tick, each saved by itself. */
export function checklist(part, view) {
  const rows = part.items.map((item) => tick(item, view, `${part.id}/${item.value}`));
  return grouped(view, "", part, [make("div", { class: "fill-options" }, ...rows)], {});
}

function tick(item, view, path) {
  const places = saidPlaces();
  const { element, input } = mark("checkbox", item);
  describe(input, [places.said.id]);
  input.addEventListener("change", () => view.edit(path, input.checked || null));
  const root = make("div", {}, element, ...places.all);
  const show = (value) => (input.checked = Boolean(value));
  const say = (value) => (value ? "Ticked" : "Not ticked");
  view.register(path, { root, target: input, label: item.label, show, say, joins: false, ...places });
  return root;
}

/** A radio or a box with its label, as wide as a finger. */
export function mark(type, option, name) {
  const id = freshId();
  const input = make("input", { type, id, name, class: "fill-mark" });
  const help = option.help && make("span", { class: "fill-option-help", id: `${id}-help`, text: option.help });
  if (help) describe(input, [help.id]);
  const words = make("label", { for: id, class: "fill-option-label", text: option.label });
  return { input, element: make("div", { class: "fill-option", "data-value": option.value }, input, make("div", {}, words, help)) };
}

function wiper(clear, next) {
  const wiped = () => {
    clear();
    next.focus();
  };
  return make("button", { type: "button", class: "fill-link fill-edits", text: "Clear this answer", hidden: true, onclick: wiped });
}

/** Statements to be marked on one scale: a row of radios for each. */
export function grid(part, view) {
  const head = make("div", { class: "fill-grid-head", "aria-hidden": "true" }, make("span"));
  head.append(...part.options.map((option) => make("span", { text: option.label })));
  const rows = part.rows.map((row) => gridRow(part, row, view));
  const frame = make("div", { class: "fill-grid" }, head, ...rows);
  frame.style.setProperty("--options", part.options.length);
  return grouped(view, "", part, [frame], {});
}

function gridRow(part, row, view) {
  const path = `${part.id}/${row.id}`;
  const [name, id, places] = [freshId(), freshId(), saidPlaces()];
  const marks = part.options.map((option) => mark("radio", option, name));
  marks.forEach(({ input }, at) => input.addEventListener("change", () => view.edit(path, part.options[at].value)));
  const statement = make("div", { class: "fill-statement", id, text: row.label });
  if (part.required) statement.append(make("span", { class: "cad-hidden", text: " (needed)" }));
  const wipe = wiper(() => view.edit(path, null), marks[0].input);
  const below = make("div", { class: "fill-below" }, wipe, ...places.all);
  const root = make("div", { class: "fill-grid-row", role: "radiogroup", "aria-labelledby": id }, statement, ...marks.map((one) => one.element), below);
  describe(root, [places.said.id]);
  const show = (value) => {
    marks.forEach(({ input }, at) => (input.checked = equal(part.options[at].value, value)));
    wipe.hidden = value === null || part.required;
  };
  view.register(path, { root, target: marks[0].input, label: row.label, show, say: labelOf(part.options), joins: false, ...places });
  return root;
}

/** Take over what there is to choose from in lists, and say whether nothing else of a form has changed. */
export function onlyLists(before, after) {
  const bare = (spec) => JSON.stringify(spec, function (key, value) {
    return key === "options" && isList(this) ? undefined : value;
  });
  if (!before || bare(before) !== bare(after)) return false;
  const [old, fresh] = [before, after].map(listsOf);
  old.forEach((list, at) => list.options.splice(0, Infinity, ...fresh[at].options));
  return true;
}

function listsOf({ parts }) {
  const inputs = parts.flatMap((part) => [part, ...(part.columns ?? []).map(({ input }) => input)]);
  return inputs.filter((input) => input && isList(input));
}

function isList({ options, show, many }) {
  return options && show === "list" && !many;
}
