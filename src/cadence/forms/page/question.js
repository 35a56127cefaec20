/** A question in the room: answered alone, shown by somebody of the team, put once more; and ideas put into groups. */

import { focusOn, make } from "./dom.js";
import { text } from "./entry.js";
import { framed } from "./field.js";
import { plain } from "./plain.js";
import { count } from "./words.js";

/** What one person answers, how many have, and the button that shows it all. */
export function question(sheet) {
  const { state, kind } = sheet.more.asked;
  const grouping = state === "revealed" && kind === "brainstorm";
  const { nodes, changed } = grouping ? { nodes: [groupsOf(sheet)] } : plain(sheet);
  const far = make("p", { class: "fill-far", role: "status" });
  const turn = turner(sheet, state);
  const show = () => {
    changed?.();
    const words = farWords(sheet.more.asked);
    if (far.textContent !== words) far.textContent = words;
    turn.show(sheet.more.asked);
  };
  return { nodes: [...nodes, make("div", { class: "fill-round" }, far, ...turn.nodes)], changed: show };
}

function groupsOf(sheet) {
  const place = make("div");
  sheet.within(place, { kind: "clusters", id: sheet.name.id });
  return place;
}

function farWords({ state, given, people, needed, round }) {
  const again = round > 1 ? `Round ${round}. ` : "";
  if (state === "revealed") return `${again}${count(given, "person has", "people have")} answered.`;
  if (people < needed) return `${again}Your team has ${count(people, "person", "people")}: what so few say in private is not shown. Ask your facilitator for an open round.`;
  const more = needed - given;
  return `${again}${given} of ${people} have handed in.${more > 0 ? ` Waiting for ${more} more.` : ""}`;
}

const TURNS = {
  open: { to: "reveal", label: "Show what we said …", yes: "Show it now", ask: ({ given, people }) => `${given} of ${people} have handed in. Once it is shown, this round takes nothing more.` },
  revealed: { to: "again", label: "Ask once more …", yes: "Ask once more", ask: () => "A new round begins for the whole team. What is shown here goes from this page, and stays in the records." },
};

/** The button that brings the round a step further for everybody, with a question before it does. */
function turner(sheet, state) {
  const { to, label, yes, ask } = TURNS[state];
  const words = make("p", {});
  const open = make("button", { type: "button", class: "fill-button", text: label, onclick: () => asking(true) });
  const sure = make("button", { type: "button", class: "fill-button fill-main", text: yes, onclick: () => go() });
  const no = make("button", { type: "button", class: "fill-button", text: "Not yet", onclick: () => asking(false) });
  const said = make("p", { class: "fill-error", role: "alert" });
  const sureness = make("div", { class: "fill-sure", role: "group", "aria-label": label, hidden: true }, words, make("div", { class: "fill-actions" }, sure, no));
  const asking = (on) => {
    [sureness.hidden, open.hidden] = [!on, on];
    focusOn(on ? sure : open);
  };
  const go = async () => {
    sure.disabled = true;
    try {
      await sheet.desk.transport.save({ ...sheet.name, turn: to });
      await sheet.reload();
      focusOn(sheet.element.querySelector(".fill-button"));
    } catch (failure) {
      if (failure.status === undefined) throw failure;
      said.textContent = failure.status ? `${failure.what} ${failure.remedy}` : "No connection. Try again in a moment.";
    }
    sure.disabled = false;
  };
  const show = (asked) => {
    words.textContent = ask(asked);
    open.disabled = asked.state === "open" && asked.given < asked.needed;
  };
  return { nodes: [open, sureness, said], show };
}

/** Ideas in their groups: each idea has a list to choose its group from, each group a name. */
export function clusters(sheet) {
  const { view } = sheet;
  const { letters, ideas } = view.spec;
  const voice = make("p", { class: "cad-hidden", role: "status" });
  const groups = new Map(["", ...letters].map((letter) => [letter, group(letter, view)]));
  const rows = new Map(ideas.map((idea) => [idea, row(idea, letters, view, (name) => (voice.textContent = `“${idea.text}”: ${name}`))]));
  const changed = () => {
    const used = letters.filter((letter) => ideas.some(({ id }) => view.value(`in/${id}`) === letter) || view.value(`names/${letter}`));
    const fresh = letters.find((letter) => !used.includes(letter));
    for (const letter of letters) groups.get(letter).root.hidden = !used.includes(letter) && letter !== fresh;
    for (const [idea, one] of rows) {
      placed(one, groups.get(view.value(`in/${idea.id}`) ?? "").list);
      one.name(view);
    }
    groups.get("").root.hidden = !groups.get("").list.children.length;
  };
  return { nodes: [make("div", { class: "fill-groups" }, ...[...groups.values()].map(({ root }) => root)), voice], changed };
}

/** Put an idea at the end of a group unless it is there; whoever was choosing goes on where they were. */
function placed({ root, input }, list) {
  if (root.parentElement === list) return;
  const held = root.contains(document.activeElement);
  list.append(root);
  if (held) input.focus();
}

function group(letter, view) {
  const list = make("ul", {});
  const title = letter ? text({ id: `names/${letter}`, label: `Name of group ${letter}`, lines: 1 }, view) : make("p", { class: "fill-label", text: "In no group yet" });
  return { list, root: make("section", { class: "fill-group", "aria-label": letter ? `Group ${letter}` : "In no group yet" }, title, list) };
}

function row({ id, text: words }, letters, view, moved) {
  const path = `in/${id}`;
  const input = make("select", { class: "fill-input" }, ...["", ...letters].map((letter) => make("option", { value: letter })));
  input.addEventListener("change", () => {
    view.edit(path, input.value || null);
    moved(input.selectedOptions[0].textContent);
    view.redraw([path]);
  });
  const show = (value) => (input.value = value ?? "");
  const field = framed(view, path, { label: `Put “${words}” into` }, input, { show, bare: true });
  const name = () => {
    for (const option of input.options) option.textContent = option.value ? [option.value, view.value(`names/${option.value}`)].filter(Boolean).join(": ") : "No group";
  };
  return { input, name, root: make("li", {}, make("span", { class: "fill-idea", text: words }), field) };
}
