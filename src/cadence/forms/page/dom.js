/** Small things that every part of the page needs: elements, ids, and whether two values are the same. */

/** Make an element; `text` and children become text and never markup, `onclick` and its kin become listeners. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child || child === 0));
  return element;
}

let made = 0;

/** An id that no other element of this page has. */
export function freshId() {
  made += 1;
  return `fill-${made}`;
}

/** Thirty-two random hex digits: the id of a new row, or the key by which a request is known again. */
export function token() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));  // randomUUID is kept from pages without TLS
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let latest = 0;

/** A token that comes after all that this browser made before, in the order of the alphabet. */
export function inOrder() {
  latest = Math.max(latest + 1, Date.now() * 256);
  return latest.toString(16).padStart(14, "0") + token().slice(14);
}

/** Whether two values say the same; nothing, an empty text and an empty list are one. */
export function same(one, other) {
  return JSON.stringify(bare(one)) === JSON.stringify(bare(other));
}

function bare(value) {
  const nothing = value === undefined || value === "" || (Array.isArray(value) && !value.length);
  if (nothing || value === null) return null;
  return Array.isArray(value) ? value.map(String).sort() : value;
}

/** Put the focus somewhere and bring it into view. */
export function focusOn(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

let pressed = false;
for (const [name, down] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  window.addEventListener(name, () => (pressed = down), { capture: true });
}

/** Call back once no finger is down: a page that moves between press and release would swallow the tap. */
export function onceReleased(callback) {
  if (!pressed) return callback();
  const released = () => {
    ["pointerup", "pointercancel"].forEach((name) => window.removeEventListener(name, released));
    setTimeout(callback);
  };
  return ["pointerup", "pointercancel"].forEach((name) => window.addEventListener(name, released));
}
