/** A form laid out plainly: all parts one below the other, and the button that hands it in. */

import { make } from "./dom.js";
import { drawn } from "./parts.js";
import { clock } from "./words.js";

/** All parts, one below the other. */
export function plain(sheet) {
  const nodes = sheet.view.spec.parts.map((part) => drawn(part, sheet.view));
  const [foot, changed] = handIn(sheet);
  return { nodes: [...nodes, foot].filter(Boolean), changed };
}

/** The button that hands a form in, and what is said once it was. */
export function handIn(sheet) {
  const { submit } = sheet.view.spec;
  if (!submit) return [null, null];
  const button = make("button", { type: "button", class: "fill-button fill-main fill-edits", text: submit.label, onclick: () => sheet.submit() });
  const said = make("p", { class: "fill-done", role: "status" });
  const changed = () => {
    const waits = sheet.view.outbox.entry(sheet.view.form, "whole") || sheet.view.outbox.sent(sheet.view.form).some((one) => one.submit);
    const done = sheet.submitted ? `${submit.done} (${clock(sheet.submitted)})` : "";
    const words = waits ? "Handing in…" : done;
    if (said.textContent !== words) said.textContent = words;
    button.textContent = sheet.submitted ? `${submit.label} again` : submit.label;
  };
  return [make("div", { class: "fill-foot" }, button, said), changed];
}
