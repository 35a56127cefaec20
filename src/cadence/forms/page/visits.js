/** The list of today's visits: each can be changed, or taken back as long as the day lasts. */

import { make } from "./dom.js";
import { clock } from "./words.js";

/** The list of what a diary holds as {element, show}; `turn(entry)` opens one, `left(record)` follows one that is taken back. */
export function visitList(diary, { turn, left }) {
  const said = make("p", { class: "cad-hidden", role: "status" });
  const rows = make("div");
  const does = (words, doing) => (record, at) => {
    doing(record);
    said.textContent = words;
    show();
    rows.querySelectorAll("li")[at]?.querySelector("button:last-of-type").focus();
  };
  const takeBack = does("Visit taken back. It can be undone.", (record) => {
    diary.takeBack(record);
    left(record);
  });
  const bringBack = does("The visit is back.", (record) => diary.bringBack(record));
  let shown = "";
  const show = () => {
    const visits = diary.today();
    const key = JSON.stringify(visits);
    if (shown === key) return;
    shown = key;
    const count = visits.filter(({ gone }) => !gone).length;
    const title = make("h4", { text: `My visits today: ${count}` });
    const drawnRows = visits.map((one, at) => (one.gone ? goneRow(one, () => bringBack(one.record, at)) : visitRow(one, () => turn(one), () => takeBack(one.record, at))));
    rows.replaceChildren(...(visits.length ? [title, make("ul", {}, ...drawnRows)] : []));
  };
  return { element: make("div", { class: "fill-visits" }, rows, said), show };
}

function visitRow({ at, title, said }, change, takeBack) {
  const why = said && make("strong", { class: "fill-error", text: said });
  return make("li", {}, make("span", { text: `${clock(at)}, ${title}` }, why), link("Change", title, change), link("Take back", title, takeBack));
}

function goneRow({ at, title }, undo) {
  return make("li", {}, make("s", { text: `${clock(at)}, ${title}` }), make("span", { text: "Taken back." }), link("Undo", title, undo));
}

function link(words, title, onclick) {
  return make("button", { type: "button", class: "fill-link", text: words, "aria-label": `${words}: ${title}`, onclick });
}
