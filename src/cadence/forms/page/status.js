/** The line that says whether what was typed is saved, and the voice that says it to those who do not see it. */

import { make } from "./dom.js";

const SPOKEN = new Set(["offline", "signedout", "full", "waiting"]);

/** A line at the foot of a form that stays in view; `desk` tells what to write. */
export function statusLine(desk, signal) {
  const words = make("strong");
  const remedy = make("span");
  const go = make("button", { type: "button", class: "fill-link", text: "Show it", onclick: () => lead(desk.choices()[0].choose) });
  const line = make("div", { class: "fill-status" }, make("span", { class: "fill-sign", "aria-hidden": "true" }), words, remedy, go);
  const show = (status) => {
    line.dataset.state = status.state;
    go.hidden = status.state !== "choice";
    line.hidden = status.state === "idle";
    words.textContent = status.words;
    remedy.textContent = status.remedy;
  };
  desk.addEventListener("state", ({ detail }) => show(detail), { signal });
  show(desk.status());
  return line;
}

/** Lead to a choice between two versions, the foot of which is where the buttons are. */
function lead(choice) {
  choice.querySelector("button").focus({ preventScroll: true });
  choice.firstElementChild.scrollIntoView({ block: "end" });
}

/** Say aloud when saving gets into trouble and when it is out of it, once; a save that follows a save is no news. */
export function speak(desk) {
  const voice = make("div", { class: "cad-hidden", role: "status" });
  (document.querySelector("main") ?? document.body).append(voice);
  let last = "idle";
  desk.addEventListener("state", ({ detail: { state, words, remedy } }) => {
    const news = SPOKEN.has(state) ? state !== last : state === "saved" && last !== "saved";
    if (SPOKEN.has(state) || state === "saved") last = state;
    if (news) voice.textContent = `${words}. ${remedy}`;
    else if (state === "idle" && SPOKEN.has(last)) [voice.textContent, last] = ["The connection is back.", "idle"];
  });
}
