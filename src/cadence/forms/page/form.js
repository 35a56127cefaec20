/**
 * Forms in a page and in JupyterLab.
 *
 * A page of ours:
 *     import { connect, mount, signOut } from ".../form.js";
 *     const transport = connect({ base: "/", institute: "riverside", person: "ana-ruiz" });
 *     document.querySelectorAll(".cadence-form").forEach((one) => mount(one, transport));
 *
 * An element names its form in `data-kind`, `data-id` and, where there are several, `data-record`.
 * `cadence:status` ({state, words, remedy, pending, at}) is told to the document when what is said about saving changes,
 * `cadence:news` ({seq, forms, page, steps, message}) at every answer to the question what is new. `watch(transport, seq)`
 * asks that question on a page without forms, too.
 */

import { deskOf } from "./desk.js";
import { leave } from "./leaving.js";
import { Sheet } from "./sheet.js";
import { speak } from "./status.js";
import { CommTransport, HttpTransport } from "./transport.js";

/** Reach the server under `base`, as `person` of `institute`. */
export function connect(where) {
  const transport = new HttpTransport(where);
  speak(deskOf(transport));
  return transport;
}

/** Draw a form into an element; `close()` of what is returned takes it off again. */
export function mount(element, transport) {
  const { kind, id, record = "" } = element.dataset;
  return new Sheet(element, deskOf(transport), { kind, id, record });
}

/** Ask what is new from `seq` on. */
export function watch(transport, seq) {
  deskOf(transport).watch.begin(seq);
}

/** What was typed and is not saved yet, as a list of {form, path, now}. */
export function pending(transport) {
  return deskOf(transport).outbox.pending();
}

/** Sign out once everything typed is saved, or the person gave it up; resolves to whether they left. */
export function signOut(transport) {
  return leave(deskOf(transport));
}

/** Draw the form of a widget in JupyterLab. */
function render({ model, el }) {
  const transport = new CommTransport(model);
  const element = document.createElement("div");
  const name = { kind: model.get("kind"), id: model.get("form"), record: model.get("record") };
  const sheet = new Sheet(element, deskOf(transport), name);
  el.classList.add("cadence");
  el.append(element);
  return () => sheet.close();
}

export default { render };
