/** How the parts of a form are laid out: one below the other, as a survey with its progress, or a moment at a time. */

import { focusOn, make } from "./dom.js";
import { drawn } from "./parts.js";
import { keyed } from "./keying.js";
import { handIn, plain } from "./plain.js";
import { clusters, question } from "./question.js";
import { visit } from "./visit.js";

/** A survey: as a plain form, with a line that says how far one is. */
function survey(sheet) {
  const { nodes, changed } = plain(sheet);
  const paths = sheet.view.spec.parts.filter((part) => part.kind === "grid").flatMap((part) => part.rows.map(({ id }) => `${part.id}/${id}`));
  const open = () => paths.find((path) => sheet.view.value(path) === null);
  const bar = make("progress", { max: paths.length || 1, "aria-label": "Statements answered" });
  const words = make("span");
  const next = make("button", { type: "button", class: "fill-link", text: "Next open one", onclick: () => focusOn(sheet.view.fields.get(open()).target) });
  const show = () => {
    const answered = paths.filter((path) => sheet.view.value(path) !== null).length;
    bar.value = answered;
    words.textContent = `${answered} of ${paths.length}`;
    next.hidden = answered === paths.length || answered === 0;
    changed?.();
  };
  return { nodes: [make("div", { class: "fill-progress" }, bar, words, next), ...nodes], changed: show };
}

/** Practice moments, one at a time; a moment is everything from one passage to the next. */
function calibration(sheet) {
  const steps = [];
  for (const part of sheet.view.spec.parts) {
    if (part.kind === "passage" || !steps.length) steps.push(make("section", { class: "fill-step" }));
    steps.at(-1).append(drawn(part, sheet.view));
  }
  const [foot, changed] = handIn(sheet);
  if (foot) steps.at(-1).append(foot);
  const where = make("p", { class: "fill-where", tabindex: "-1" });
  const back = make("button", { type: "button", class: "fill-button", text: "Back", onclick: () => go(sheet.step - 1) });
  const on = make("button", { type: "button", class: "fill-button fill-main", text: "Next", onclick: () => go(sheet.step + 1) });
  const turn = (to) => {
    sheet.step = Math.max(0, Math.min(to, steps.length - 1));
    steps.forEach((step, at) => (step.hidden = at !== sheet.step));
    where.textContent = `${sheet.step + 1} of ${steps.length}`;
    back.hidden = sheet.step === 0;
    on.hidden = sheet.step === steps.length - 1;
  };
  const go = (to) => {
    turn(to);
    focusOn(where);
  };
  sheet.reach = (path) => turn(steps.findIndex((step) => step.contains(sheet.view.fields.get(path).root)));
  turn(sheet.step ?? 0);
  return { nodes: [where, ...steps, make("div", { class: "fill-actions" }, back, on)], changed };
}

export const layouts = { survey, keyed, calibration, visit, question, clusters };
