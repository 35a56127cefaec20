/** Two people wrote in the same field: both versions side by side, and the person chooses. */

import { focusOn, make } from "./dom.js";

/** A group with both versions and the ways to settle them. */
export function chooser(view, path, field) {
  const { theirs, by } = view.outbox.entry(view.form, "conflict", path);
  const who = by || "somebody else";
  const settle = (now) => {
    view.outbox.decide(view.form, path, now);
    focusOn(field.target);
  };
  const mine = () => view.outbox.entry(view.form, "conflict", path).mine;
  const both = () => settle([mine(), theirs].filter(Boolean).join("\n\n"));
  return make(
    "div", { class: "fill-chooser", role: "group", "aria-label": `Two versions of ${field.label}` },
    make("p", { class: "fill-chooser-title", text: `What ${who} wrote` }),
    make("div", { class: "fill-theirs", text: field.say(theirs) || "Nothing: it was emptied." }),
    make("p", { class: "fill-help", text: "Yours is in the field above, and is kept on this device until you choose." }),
    make(
      "div", { class: "fill-actions" },
      make("button", { type: "button", class: "fill-button", text: "Keep mine", onclick: () => settle(mine()) }),
      make("button", { type: "button", class: "fill-button", text: `Take what ${who} wrote`, onclick: () => settle(theirs) }),
      field.joins && make("button", { type: "button", class: "fill-button", text: "Put both in, and edit", onclick: both }),
    ),
  );
}
