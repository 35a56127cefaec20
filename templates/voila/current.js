/** Keeps a page up to date: asks for its pieces, changes those that changed, and sends what is pressed. */

import { tell } from "./notices.js";

const SELDOM = 10_000;  // while nobody looks at the page
const { base, current, clock, page, often } = document.body.dataset;
const OFTEN = Number(often ?? 1_200);  // milliseconds between two questions
const places = new Map([...document.querySelectorAll("[data-piece]")].map((place) => [place.dataset.piece, place]));
const shown = new Map([...places].map(([name, place]) => [name, place.innerHTML.trim()]));
let version = document.body.dataset.currentVersion;
let ahead = Number(clock) * 1000 - Date.now();  // of this device's clock: the server's counts
let timer;
let asking = false;
let told;  // the task that was said last
const reached = new Map();  // what was said of each time that runs out
const voice = Object.assign(document.createElement("div"), { className: "cad-hidden" });
voice.setAttribute("role", "status");
document.querySelector("main").append(voice);

document.addEventListener("visibilitychange", () => soon(document.hidden ? SELDOM : 0));
window.addEventListener("online", () => soon(0));
document.addEventListener("click", pressed);
document.addEventListener("submit", sent);
setInterval(tick, 1_000);
tick();
soon(version === "none" ? 0 : OFTEN);

function soon(delay) {
  clearTimeout(timer);
  timer = setTimeout(look, delay);
}

async function look() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(address(), { credentials: "same-origin", cache: "no-store", redirect: "manual" });
    if (answer.ok) show(await answer.json());
    else if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") {
      say({ state: "signedout", words: "You are signed out on this device." });
    } else lost();
  } catch {
    lost();
  }
  asking = false;
  soon(document.hidden ? SELDOM : OFTEN);
}

/** The page's own address, with the choices that it was opened with. */
function address() {
  const asked = new URLSearchParams(location.search);
  asked.set("version", version);
  return `${base}${current}?${asked}`;
}

function lost() {
  say({ state: "offline", words: "No connection to the server.", remedy: "This page catches up by itself when it is back." });
}

/** Say how the connection is, unless the page's forms say it already. */
function say(status) {
  if (page === undefined) tell(status);
}

function show({ version: newer, pieces, clock: theirs }) {
  say({ state: "online" });
  ahead = theirs * 1000 - Date.now();
  if (newer === version || !pieces) return;
  let whole = true;
  for (const [name, html] of Object.entries(pieces)) {
    if (shown.get(name) === html) continue;
    if (written(places.get(name))) whole = false;  // somebody is writing there: when they are done
    else put(name, html);
  }
  if (whole) version = newer;
  tick();
}

/** Whether somebody has begun to write in a place. */
function written(place) {
  return [...place.querySelectorAll("input, textarea, select")].some((field) => field.matches(":focus") || field.value !== (field.dataset.was ?? field.defaultValue ?? field.value));
}

/** Put a piece in its place; what was opened stays open, and the focus stays where it was. */
function put(name, html) {
  const place = places.get(name);
  const focus = place.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...place.querySelectorAll("details[open][id]")].map((one) => one.id);
  place.innerHTML = html;  // drawn by the server, which escapes every word of a person
  shown.set(name, html);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focus) (document.getElementById(focus) ?? document.getElementById("main")).focus({ preventScroll: true });
}

/** Say how long is left wherever a time ends, and what is new of it to those who do not look, interrupting nobody. */
function tick() {
  const words = [];
  for (const place of document.querySelectorAll("[data-ends]")) {
    const left = Math.round(Number(place.dataset.ends) - (Date.now() + ahead) / 1000);
    const minutes = Math.floor(Math.abs(left) / 60);
    const seconds = String(Math.abs(left) % 60).padStart(2, "0");
    place.textContent = left < 0 ? `${minutes}:${seconds} over` : `${minutes}:${seconds} left`;
    place.classList.toggle("over", left < 0);
    const near = left <= 0 ? "Time is over." : left <= 60 ? "One minute left." : "";
    if (near && reached.get(place.dataset.ends) !== near) words.push(near);
    reached.set(place.dataset.ends, near);
  }
  for (const place of document.querySelectorAll("[data-clock-at]")) {
    const at = new Date(Number(place.dataset.clockAt) * 1000);
    place.textContent = at.toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
  }
  const task = [...document.querySelectorAll("[data-said]")].map((place) => place.dataset.said).join(" ");
  if (task && task !== told && told !== undefined) words.unshift(task);
  told = task;
  if (words.length) voice.textContent = words.join(" ");
}

async function pressed({ target }) {
  const shows = target.closest("[data-shows]");
  if (shows) document.getElementById(shows.dataset.shows).showModal();
  const hides = target.closest("[data-hides]");
  if (hides) hides.closest("dialog").close();
  const button = target.closest("[data-do]");
  if (!button || button.matches("form")) return;
  const asked = JSON.parse(button.dataset.with ?? "{}");
  const sure = !button.dataset.first || await agreed(button, asked);
  if (sure) await post(button.dataset.do, sure === true ? asked : { ...asked, ...sure }, button);
}

/** A form whose fields are sent as they stand. */
async function sent(event) {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form));
  const button = form.querySelector("button");
  if (await post(form.dataset.do, { ...JSON.parse(form.dataset.with ?? "{}"), ...fields }, button)) {
    for (const field of form.elements) if ("value" in field) field.dataset.was = field.value;
    button.focus();  // out of the field, so that the place may change
  }
}

async function post(where, body, button) {
  button.disabled = true;
  try {
    const answer = await fetch(base + where, {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    if (answer.ok) return true;
    const { error } = await answer.json();
    tell({ state: "refused", words: error.what, remedy: error.remedy });
  } catch {
    lost();
  } finally {
    button.disabled = false;
    if (document.activeElement === document.body) button.focus();
    soon(0);
  }
  return false;
}

/** Say what will happen, and ask; what the server says of it decides whether there is a yes. */
async function agreed(button, asked) {
  const dialog = document.getElementById("ask");
  const answer = await fetch(base + button.dataset.first, {
    method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked),
  });
  const said = await answer.json();
  const { title, lines = [], yes = "", send = {} } = answer.ok ? said : { title: said.error.what, lines: [said.error.remedy] };
  document.getElementById("ask-title").textContent = title;
  document.getElementById("ask-lines").replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  const sure = dialog.querySelector("button.strong");
  sure.hidden = !yes;
  sure.textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  return dialog.returnValue === "yes" && yes ? send : false;
}
