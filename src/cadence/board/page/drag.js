/** Cards drawn with the mouse at once, with a finger after a long press, so that a page still scrolls. */

const FAR = 6;  // pixels until a pressed mouse draws the card along
const LONG = 350;  // milliseconds until a resting finger does
const EDGE = 72;  // pixels from the edge of the window within which it scrolls
const FASTEST = 22;  // pixels a frame at the very edge

/**
 * Let cards below `root` be drawn to `drop(card, column, before)`.
 *
 * While a card is drawn nothing is laid out anew: places are measured once, and the drawn copy and the line where it
 * would fall move by `transform` alone, once a frame.
 */
export class Dragging {
  constructor(root, { may, drop }) {
    Object.assign(this, { root, may, drop, drawn: null, pressed: null });
    root.addEventListener("pointerdown", (event) => this.press(event));
    root.addEventListener("touchmove", (event) => this.drawn && event.preventDefault(), { passive: false });
    root.addEventListener("contextmenu", (event) => (this.drawn || this.pressed?.finger) && event.preventDefault());
    root.addEventListener("dragstart", (event) => event.preventDefault());
  }

  // --- from pressing to drawing -----------------------------------------------------------------------

  press(event) {
    const card = event.target.closest("[data-card]");
    const elsewhere = event.button !== 0 || !event.isPrimary || event.target.closest(".board-move, a, select, input");
    if (!card || elsewhere || this.pressed || !this.may(card.dataset.card)) return;
    const finger = event.pointerType !== "mouse";
    this.pressed = { card, finger, id: event.pointerId, x: event.clientX, y: event.clientY, stop: new AbortController() };
    const { signal } = this.pressed.stop;
    window.addEventListener("pointermove", (moved) => this.moved(moved), { signal });
    window.addEventListener("pointerup", (released) => this.released(released), { signal });
    window.addEventListener("pointercancel", () => this.end(), { signal });
    window.addEventListener("keydown", (key) => this.key(key), { signal, capture: true });
    if (finger) this.pressed.timer = setTimeout(() => this.begin(), LONG);
  }

  moved({ pointerId, clientX, clientY }) {
    const { pressed } = this;
    if (pointerId !== pressed.id) return;
    const far = Math.hypot(clientX - pressed.x, clientY - pressed.y) > FAR;
    if (!this.drawn && far && pressed.finger) return this.end();  // the finger scrolls
    if (!this.drawn && far) this.begin();
    if (this.drawn) Object.assign(this.drawn, { x: clientX, y: clientY });
  }

  key(event) {
    if (event.key !== "Escape" || !this.drawn) return;
    event.preventDefault();
    event.stopPropagation();
    this.end();
  }

  released({ pointerId }) {
    if (pointerId !== this.pressed.id) return;
    const target = this.drawn && this.target();
    const { card } = this.pressed;
    if (this.drawn) swallowClick();
    this.end();
    if (target) this.drop(card.dataset.card, target.column, target.before);
  }

  begin() {
    const { card, x, y } = this.pressed;
    const box = card.getBoundingClientRect();
    const ghost = card.cloneNode(true);
    ghost.classList.add("board-ghost");
    ghost.inert = true;
    Object.assign(ghost.style, { width: `${box.width}px`, height: `${box.height}px` });
    const line = document.createElement("div");
    line.className = "board-line";
    this.drawn = {
      x, y, ghost, line, left: box.left - x, top: box.top - y, places: this.measured(card),
      tall: box.height, begun: window.scrollY, scrolled: window.scrollY, height: document.documentElement.scrollHeight - window.innerHeight,
    };
    line.style.width = `${this.drawn.places[0]?.width ?? box.width}px`;
    this.drawn.over = document.createElement("div");
    this.drawn.over.className = "cad-fill cad-deal board-over";
    this.drawn.over.append(ghost, line);
    document.body.append(this.drawn.over);
    card.classList.add("is-drawn");
    navigator.vibrate?.(10);
    this.frame();
  }

  /** Where each column and each of its cards lies, in the page as it is now. */
  measured(drawn) {
    return [...this.root.querySelectorAll("[data-drop]")].filter((column) => column.checkVisibility()).map((column) => {
      const box = column.getBoundingClientRect();
      const cards = [...column.querySelectorAll("[data-card]")].filter((card) => card !== drawn && !card.hidden);
      const rows = cards.map((card) => ({ id: card.dataset.card, ...edges(card) }));
      const list = column.querySelector(".board-cards")?.getBoundingClientRect();
      const fixed = !list;
      return { column: column.dataset.drop, left: box.left, right: box.right, top: box.top, bottom: box.bottom, width: (list ?? box).width, start: (list ?? box).left, head: (list ?? box).top, rows, fixed };
    });
  }

  // --- while drawing ----------------------------------------------------------------------------------

  frame() {
    if (!this.drawn) return;
    const { drawn } = this;
    this.scroll();  // what is read of the page is read before anything is written
    const target = this.target();
    drawn.ghost.style.transform = `translate3d(${drawn.x + drawn.left}px, ${drawn.y + drawn.top}px, 0)`;
    const at = target && `translate3d(${target.x}px, ${target.y}px, 0)`;
    drawn.line.style.opacity = target ? "1" : "0";
    if (at) drawn.line.style.transform = at;
    this.light(target?.fixed ? target.column : "");
    requestAnimationFrame(() => this.frame());
  }

  scroll() {
    const { drawn } = this;
    const speed = pull(drawn.y, window.innerHeight);
    const [here, goal] = [window.scrollY, Math.max(0, Math.min(drawn.height, window.scrollY + speed))];
    drawn.scrolled = speed ? goal : here;
    if (drawn.scrolled !== here) window.scrollTo({ top: goal, behavior: "instant" });
  }

  /** Where the card would fall: {column, before, x, y}; null outside of all columns. */
  target() {
    const { x, y, places, begun, scrolled, top, tall } = this.drawn;
    const down = scrolled - begun;
    const tab = places.find((one) => one.fixed && x >= one.left && x <= one.right && y >= one.top && y <= one.bottom);
    if (tab) return { column: tab.column, before: null, fixed: true, x: tab.left, y: tab.bottom - 4 };
    const place = places.find((one) => !one.fixed && x >= one.left && x < one.right);
    if (!place) return null;
    const middle = y + top + down + tall / 2;
    const next = place.rows.find((row) => middle < (row.top + row.bottom) / 2);
    const last = place.rows.at(-1);
    const edge = next ? next.top - 6 : last ? last.bottom + 2 : place.head + 2;
    return { column: place.column, before: next?.id ?? null, x: place.start, y: edge - down };
  }

  light(column) {
    if (column === this.drawn.lit) return;
    this.drawn.lit = column;
    this.root.querySelectorAll(".board-tab").forEach((tab) => tab.classList.toggle("is-over", tab.dataset.drop === column));
  }

  end() {
    const { pressed, drawn } = this;
    clearTimeout(pressed?.timer);
    pressed?.stop.abort();
    pressed?.card.classList.remove("is-drawn");
    if (drawn) this.light("");
    drawn?.over.remove();
    Object.assign(this, { pressed: null, drawn: null });
    if (drawn) this.root.dispatchEvent(new CustomEvent("board:released"));
  }
}

function edges(card) {
  const { top, bottom } = card.getBoundingClientRect();
  return { top, bottom };
}

/** How fast the window scrolls where the pointer is. */
function pull(at, height) {
  const near = at < EDGE ? at - EDGE : at > height - EDGE ? at - (height - EDGE) : 0;
  return Math.round((Math.max(-EDGE, Math.min(EDGE, near)) / EDGE) * FASTEST);
}

/** The release of a drawn card is no click on it. */
function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
}
