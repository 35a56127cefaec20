/** The frame around every control: its label, its help, and where is said what is wrong with it. */

import { freshId, make } from "./dom.js";

/** Frame an input that has one label. */
export function framed(view, path, part, input, { show, say = (value) => String(value ?? ""), joins = false, bare = false }) {
  const id = freshId();
  const places = saidPlaces();
  input.id = id;
  const help = part.help && make("p", { class: "fill-help", id: `${id}-help`, text: part.help });
  describe(input, [help && help.id, places.said.id]);
  if (part.required) input.setAttribute("aria-required", "true");
  const label = make("label", { for: id, class: "fill-label" }, part.label, needed(part));
  const root = make("div", { class: bare ? "fill-cell" : "fill-field" }, label, help, input, ...places.all);
  view.register(path, { root, target: input, label: part.label, show, say, joins, ...places });
  return root;
}

/** Frame several inputs that answer one question, such as a set of radios. */
export function grouped(view, path, part, inputs, { target, show, say, bare = false }) {
  const id = freshId();
  const places = saidPlaces();
  const help = part.help && make("p", { class: "fill-help", id: `${id}-help`, text: part.help });
  const legend = make("legend", { class: "fill-label" }, part.label, needed(part));
  const root = make("fieldset", { class: bare ? "fill-cell" : "fill-field" }, legend, help, ...inputs, ...places.all);
  describe(root, [help && help.id, places.said.id]);
  if (path) view.register(path, { root, target: target ?? root, label: part.label, show, say, joins: false, ...places });
  return root;
}

/** The places below a control: what is wrong or differs (announced), the choice between two, and who changed it. */
export function saidPlaces() {
  const said = make("p", { class: "fill-notice", id: freshId(), "aria-live": "polite" });
  const choose = make("div");
  const by = make("p", { class: "fill-by" });
  return { said, choose, by, all: [said, choose, by] };
}

/** Say which elements describe a control. */
export function describe(element, ids) {
  element.setAttribute("aria-describedby", ids.filter(Boolean).join(" "));
}

/** The mark of what has to be answered before a form can be handed in. */
export function needed(part) {
  return part.required && make("span", { class: "fill-needed", text: " (needed)" });
}

/** Let an element take no more changes; words stay readable and can be copied. */
export function freeze(element) {
  element.querySelectorAll("textarea, input[type=text]").forEach((input) => (input.readOnly = true));
  element.querySelectorAll("select, input:not([type=text]), button.fill-edits").forEach((input) => (input.disabled = true));
}
