/** Brings a page to life: forms in their places, what is revealed as it comes, and a word about the connection. */

import { fold } from "./folding.js";
import { tell } from "./notices.js";

const { base, person, institute, page, seq, alone } = document.body.dataset;
const SELDOM = 20_000;  // milliseconds between two looks at the page itself, when nobody spoke of news
let version = document.body.dataset.version;
let looking = false;

document.addEventListener("cadence:status", ({ detail }) => tell(detail));
if (page) live();
else if (alone !== undefined) stand();
else document.querySelector("[data-leave]")?.addEventListener("click", () => leave());

/** A page that the server draws once: its forms live by themselves. */
async function stand() {
  const { connect, signOut } = await import("./forms/form.js");
  const transport = connect({ base, person, institute, team: document.body.dataset.team });
  document.querySelector("[data-leave]")?.addEventListener("click", () => signOut(transport));
  settleIn(document.querySelector("main"), transport);
}

/** Bring every form and board to life that has not been yet. */
async function settleIn(root, transport) {
  const places = [...root.querySelectorAll(".cadence-form:not([data-mounted])")];
  if (root.querySelectorAll(".cadence-form").length > 1) places.filter(folds).forEach((place) => (place.dataset.fold = ""));
  for (const place of places) {
    place.dataset.mounted = "";
    place.id ||= `${place.dataset.kind}-${place.dataset.id}`;
    const { mount } = place.dataset.kind === "board" ? await import("./board/board.js") : await import("./forms/form.js");
    mount(place, transport);
  }
}

/** Whether a form folds where there are several; what a room answers together is always in sight. */
function folds({ dataset: { kind } }) {
  return ["form", "survey", "visit", "calibration"].includes(kind);
}

async function live() {
  const pieces = document.querySelector("[data-pieces]");
  const { connect, signOut, watch } = await import("./forms/form.js");
  const team = decodeURIComponent(page.split("/team/")[1]?.split("/")[0] ?? "");  // of whom a facilitator looks at
  const transport = connect({ base, person, institute, team });
  const settle = () => settleIn(pieces, transport);
  document.addEventListener("cadence:news", ({ detail }) => {
    // The page may be made anew only now: it is looked at once more when that is done.
    if (detail.page) [0, 1_000, 3_000].forEach((wait) => setTimeout(() => look(pieces, settle), wait));
  });
  document.querySelector("[data-leave]")?.addEventListener("click", () => signOut(transport));
  settle();
  watch(transport, Number(seq));
  setInterval(() => document.hidden || look(pieces, settle), SELDOM);
  follow(pieces);
}

/** Fetch the page as it is now, and put in place what is other than here. */
async function look(pieces, settle) {
  if (looking) return;
  looking = true;
  try {
    const answer = await fetch(`${base}${page}/pieces?version=${version}`, { credentials: "same-origin", cache: "no-store" });
    if (answer.ok) {
      const news = await answer.json();
      if (news.version !== version) show(pieces, news, settle);
    } else if (answer.status === 409) {
      tell({ state: "closed", words: "This page is closed now.", remedy: "What you wrote is kept.", home: base });
    }
  } catch { /* the watch says that the connection is lost */ }
  looking = false;
}

function show(pieces, news, settle) {
  version = news.version;
  const fresh = fold(pieces, news.pieces);
  settle();
  contents(news.sections);
  follow(pieces);
  if (fresh.length) tell({ state: "news", section: above(fresh[0]) });
}

/** The heading under which a piece stands. */
function above(piece) {
  for (let at = piece; at; at = at.previousElementSibling) {
    const heading = [...at.querySelectorAll("h2[id]")].pop();
    if (heading) return { anchor: heading.id, title: heading.textContent };
  }
  return null;
}

function contents(sections) {
  document.querySelector("[data-sections]")?.replaceChildren(...sections.map(([anchor, title]) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: `#${anchor}`, textContent: title }));
    return item;
  }));
}

let seen;

/** Mark the section that is read now in the list of sections. */
function follow(pieces) {
  seen?.disconnect();
  const links = new Map([...document.querySelectorAll("[data-sections] a")].map((link) => [link.hash.slice(1), link]));
  seen = new IntersectionObserver((entries) => {
    const entered = entries.find((entry) => entry.isIntersecting);
    if (!entered) return;
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(entered.target.id)?.setAttribute("aria-current", "location");
  }, { rootMargin: "0px 0px -70% 0px" });
  for (const heading of pieces.querySelectorAll("h2[id]")) seen.observe(heading);
}

/** Sign out where nothing can be waiting to be saved. */
async function leave() {
  const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
  const answer = await fetch(`${base}leave`, { method: "POST", credentials: "same-origin", headers: { "X-XSRFToken": decodeURIComponent(xsrf) } }).catch(() => null);
  if (answer) location.assign(base);
  else tell({ state: "offline", words: "You are still signed in: the server cannot be reached.", remedy: "Try again when the connection is back." });
}
