/** The lines at the top of the page: the connection is lost or back, and what is new. */

const LOST = new Set(["offline", "signedout", "full", "waiting", "closed"]);
const WHILE = 6_000;  // milliseconds that good news stay
let lost = false;

/** Say what a status ({state, words, remedy}) means for whoever reads the page. */
export function tell({ state, words = "", remedy = "", section = null, home = "" }) {
  if (state === "news") return said("news", "news", section ? `New: ${section.title}.` : "This page has changed.", "", section && link(`#${section.anchor}`, "Go there"));
  if (LOST.has(state)) {
    lost = true;
    const way = state === "signedout" ? link(document.body.dataset.base, "Sign in") : home && link(home, "Home");
    return said("connection", "", words, remedy, way);
  }
  if (!lost) return;
  lost = false;
  said("connection", "good", "The connection is back.", state === "saved" ? "All that you typed is saved." : "");
}

function said(which, kind, words, remedy, way) {
  const line = document.querySelector(`[data-notice="${which}"]`);
  const more = Object.assign(document.createElement("span"), { textContent: remedy && ` ${remedy}` });
  line.className = `notice-line ${kind}`;
  line.replaceChildren(words, more, ...(way ? [way] : []));
  clearTimeout(line.timer);
  if (kind) line.timer = setTimeout(() => line.replaceChildren(), kind === "news" ? 3 * WHILE : WHILE);
}

function link(href, textContent) {
  return Object.assign(document.createElement("a"), { href, textContent });
}
