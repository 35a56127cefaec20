/** Puts the pieces of a newer page in the place of an older one's: what is the same stays untouched. */

/** Make `holder` hold these pieces ([key, html] each), and return the elements that are new. */
export function fold(holder, pieces) {
  const keeping = stillness(holder);
  const wanted = new Set(pieces.map(([key]) => key));
  const held = new Map();
  for (const element of [...holder.children]) {
    if (wanted.has(element.dataset.key)) held.set(element.dataset.key, element);
    else element.remove();
  }
  const fresh = [];
  let next = holder.firstElementChild;
  for (const [key, html] of pieces) {
    const element = held.get(key) ?? made(key, html);
    if (!held.has(key)) fresh.push(element);
    if (element === next) next = next.nextElementSibling;
    else holder.insertBefore(element, next);
  }
  keeping();
  return fresh;
}

function made(key, html) {
  const element = document.createElement("div");
  element.className = "piece fresh";
  element.dataset.key = key;
  element.innerHTML = html;  // drawn by the server from blocks, where every word of a person is escaped
  return element;
}

/** Remember what stands at the top of the window and who has the focus; return how to put both back. */
function stillness(holder) {
  const focus = document.activeElement;
  const tops = [...holder.children].filter((one) => one.getBoundingClientRect().bottom > 0)
    .map((one) => [one, one.getBoundingClientRect().top]);
  return () => {
    const [at, top] = tops.find(([one]) => one.isConnected) ?? [];
    if (at && scrollY) scrollBy({ top: at.getBoundingClientRect().top - top, behavior: "instant" });
    if (focus !== document.body && !focus.isConnected) document.getElementById("main").focus({ preventScroll: true });
  };
}
