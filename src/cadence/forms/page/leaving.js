/** Signing out: first everything typed is acknowledged, or the person says that it may go; then nothing stays here. */

import { make } from "./dom.js";
import { PREFIX } from "./desk.js";
import { count } from "./words.js";

const BEGINNING = 40;  // characters of a text by which its writer knows it again
const ONCE_MORE = 2_000;  // milliseconds until the server is told once more that somebody signed out
const UNTOLD = "Nothing that you typed is kept in this browser any more. The server could not be told yet that you signed out: it is told as soon as "
  + "there is a connection, and the first page appears here. Keep this page open until then. If you cannot, ask your facilitator to revoke your sign-in: "
  + "until then whoever opens this browser is still signed in as you.";

/** Leave through `desk`; resolves to whether the person left. */
export async function leave(desk) {
  await desk.outbox.drain();
  const left = desk.outbox.pending();
  if (left.length && !(await given(left.map((one) => named(one, [...desk.views]))))) return false;
  desk.close();
  await wipe();
  await signedOff(desk.transport);
  desk.transport.depart();
  return true;
}

/** Show nothing of the person any more, and tell the server until it has heard it. */
async function signedOff(transport) {
  const title = make("h1", { tabindex: "-1", text: "Signing out…" });
  const words = make("p", { role: "status" });
  document.body.replaceChildren(make("main", { id: "main" }, title, words));
  title.focus();
  while (!(await transport.leave())) {
    title.textContent = "You are signed out on this page";
    words.textContent = UNTOLD;
    await new Promise((resolve) => setTimeout(resolve, ONCE_MORE));
  }
}

/** Take away everything that this project keeps in this browser, whoever's it is. */
export async function wipe() {
  for (const shelf of [localStorage, sessionStorage]) {
    Object.keys(shelf).filter((key) => key.startsWith(PREFIX)).forEach((key) => shelf.removeItem(key));
  }
  const names = window.caches ? await caches.keys() : [];
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Show the names of what would be lost, and ask. */
function given(left) {
  const rows = left.slice(0, 20).map((text) => make("li", { text }));
  const more = left.length > 20 && make("p", { text: `and ${left.length - 20} more` });
  return new Promise((resolve) => {
    const close = (answer) => () => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const title = make("h2", { id: "fill-leaving", text: `${count(left.length, "answer has", "answers have")} not been saved yet` });
    const stay = make("button", { type: "button", class: "fill-button fill-main", text: "Stay signed in", onclick: close(false) });
    const go = make("button", { type: "button", class: "fill-button", text: left.length === 1 ? "Sign out and lose it" : "Sign out and lose them", onclick: close(true) });
    const dialog = make(
      "dialog", { class: "cad-fill fill-dialog", "aria-labelledby": "fill-leaving", oncancel: close(false) },
      title, make("p", { text: "If you sign out now, this is lost:" }), make("ul", {}, ...rows), more,
      make("p", { text: "If you stay, it is sent as soon as the server can be reached." }),
      make("div", { class: "fill-actions" }, stay, go),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** What something unsaved is called by whoever typed it: its question, and of a text how it begins. */
function named({ form, path, now }, views) {
  const view = views.find((one) => one.form === form && one.spec);
  if (!path) return view ? `${now} “${view.spec.title}”` : now;
  const field = view?.fields.get(path);
  if (field) return [field.label, field.joins && now && beginning(now)].filter(Boolean).join(": ");
  const part = view?.spec.parts.find(({ id }) => id === path.split("/")[0]);
  return part?.label ? `${part.label}: a row` : "Something that is not on this page";
}

function beginning(words) {
  return words.length > BEGINNING ? `“${words.slice(0, BEGINNING)}…”` : `“${words}”`;
}
