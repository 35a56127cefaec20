/** Who belongs to it: names to tick, and room for a name that is not on the list. */

import { freshId, make, same } from "./dom.js";
import { mark } from "./choice.js";
import { grouped } from "./field.js";

/** The roster: the value is the list of those who were ticked, by id, or by name where somebody was added. */
export function people(part, view) {
  const list = make("div", { class: "fill-options fill-people" });
  const known = new Map();
  const chosen = () => [...known].filter(([, input]) => input.checked).map(([value]) => value);
  const save = () => view.edit(part.id, chosen());
  const add = (value, label) => {
    const { element, input } = mark("checkbox", { label });
    known.set(value, input);
    input.addEventListener("change", save);
    list.append(element);
    return input;
  };
  part.people.forEach(({ value, label }) => add(value, label));
  const show = (value) => {
    const ticked = value ?? [];
    ticked.filter((one) => !known.has(one)).forEach((one) => add(one, one));
    if (!same(chosen(), ticked)) known.forEach((input, one) => (input.checked = ticked.includes(one)));
  };
  const named = (name) => {
    const found = part.people.find(({ label }) => label.toLowerCase() === name.toLowerCase());
    (known.get(found?.value ?? name) ?? add(name, name)).checked = true;
    save();
  };
  const names = new Map(part.people.map(({ value, label }) => [value, label]));
  const say = (value) => (value ?? []).map((one) => names.get(one) ?? one).join(", ");
  return grouped(view, part.id, part, [list, part.add && adder(named)], { target: list.querySelector("input"), show, say });
}

function adder(named) {
  const id = freshId();
  const input = make("input", { class: "fill-input", id, type: "text", autocomplete: "off" });
  const said = make("p", { class: "cad-hidden", role: "status" });
  const add = () => {
    const name = input.value.trim().normalize("NFC");
    if (!name) return;
    named(name);
    said.textContent = `${name} is on your list.`;
    input.value = "";
    input.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });
  const label = make("label", { for: id, class: "fill-label", text: "Somebody who is not on this list" });
  const button = make("button", { type: "button", class: "fill-button fill-edits", text: "Add", onclick: add });
  return make("div", { class: "fill-adder" }, label, make("div", { class: "fill-beside" }, input, button), said);
}
