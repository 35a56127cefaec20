/** What was typed and not taken, because the form was closed meanwhile: shown, and there to be copied. */

import { make } from "./dom.js";

/** A notice with every answer that the server turned away, or nothing. */
export function untaken(view) {
  const paths = view.outbox.paths(view.form, "refused").filter((path) => view.outbox.entry(view.form, "refused", path).closed);
  const told = paths.filter((path) => view.fields.has(path)).map((path) => told1(view, path));
  if (!told.length) return null;
  const words = make("textarea", { class: "fill-input", rows: Math.min(8, told.length + 1), readonly: true, "aria-label": "What was not taken" });
  words.value = told.join("\n");
  const said = make("span", { role: "status" });
  const copy = () => copied(words).then((done) => (said.textContent = done ? "Copied." : "Press Ctrl+C to copy."));
  const drop = () => paths.forEach((path) => view.outbox.drop(view.form, "refused", path));
  return make(
    "div", { class: "fill-alert", role: "group", "aria-label": "What was not taken" },
    make("p", { class: "fill-alert-title", text: "Closed by the facilitator: this was not taken" }),
    make("p", { text: "It is kept on this device. Copy it, or ask the facilitator to open the form once more." }),
    words,
    make(
      "div", { class: "fill-actions" },
      make("button", { type: "button", class: "fill-button", text: "Copy", onclick: copy }),
      make("button", { type: "button", class: "fill-button", text: "Throw it away", onclick: drop }),
      said,
    ),
  );
}

function told1(view, path) {
  const { label, say } = view.fields.get(path);
  return `${label}: ${say(view.outbox.entry(view.form, "refused", path).now)}`;
}

async function copied(words) {
  words.select();
  try {
    await navigator.clipboard.writeText(words.value);
    return true;
  } catch {
    return document.execCommand("copy");  // without TLS there is no other way
  }
}
