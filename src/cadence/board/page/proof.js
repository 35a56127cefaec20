/** What shows that a card is done: words, addresses and files. */

import { freshId, make, token } from "../forms/dom.js";
import { shortDay } from "./days.js";

/** The evidence of a card with a way to add to it; follows the card until `signal` ends. */
export function proof(deck, id, signal) {
  const title = freshId();
  const rows = make("ul", { class: "board-proof" });
  const none = make("p", { class: "fill-help", text: "Nothing yet. A sentence, an address or a photograph is enough." });
  const draw = () => {
    const card = deck.card(id);
    if (!card) return;
    const key = JSON.stringify(card.evidence);
    if (rows.drawn === key) return;
    rows.drawn = key;
    rows.replaceChildren(...card.evidence.map((piece) => shown(deck, id, piece)));
    none.hidden = card.evidence.length > 0;
  };
  draw();
  deck.addEventListener("change", draw, { signal });
  return make("section", { class: "board-part", "aria-labelledby": title }, make("h3", { id: title, text: "What shows it" }), none, rows,
    deck.board.writable && adder(deck, id));
}

function shown(deck, card, { id, kind, text, by, on, href, size }) {
  const what = href || kind === "link" ? make("a", { href: href ? deck.transport.address(href) : text, target: "_blank", rel: "noopener noreferrer", text }) : make("span", { text });
  const who = [by, on && shortDay(on), size && sizeWords(size)].filter(Boolean).join(", ");
  const drop = () => deck.do({ do: "drop-evidence", card, id }, `Take '${text}' away`);
  return make("li", {}, make("div", {}, what, who && make("span", { class: "fill-help", text: who })),
    deck.board.writable && make("button", { type: "button", class: "fill-link", text: "Remove", "aria-label": `Remove '${text}'`, onclick: drop }));
}

function sizeWords(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function adder(deck, card) {
  const said = make("p", { class: "fill-error", role: "status", id: freshId() });
  const words = make("input", { class: "fill-input", id: freshId(), autocomplete: "off", "aria-describedby": said.id });
  const keep = () => {
    const text = words.value.trim();
    said.textContent = text ? "" : "Write a sentence or an address first.";
    if (!text) return words.focus();
    const kind = /^https?:\/\/\S+$/i.test(text) ? "link" : "text";
    deck.do({ do: "evidence", card, id: token(), kind, text }, `Add '${text}' as evidence`);
    words.value = "";
    return words.focus();
  };
  const enter = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    keep();
  };
  words.addEventListener("keydown", enter);
  return make("div", { class: "board-adder" },
    make("label", { class: "fill-label", for: words.id, text: "A sentence, or the address of a page" }),
    make("div", { class: "fill-beside" }, words, make("button", { type: "button", class: "fill-button", text: "Add", onclick: keep })),
    deck.transport.upload && fileAdder(deck, card, said), said);
}

/** A file goes straight to the server, and is asked for again where the connection is lost. */
function fileAdder(deck, card, said) {
  const input = make("input", { type: "file", class: "board-file", id: freshId() });
  const send = async () => {
    const [file] = input.files;
    if (!file) return;
    said.textContent = `Sending ${file.name} …`;
    try {
      const reply = await deck.transport.upload(card, file);
      said.textContent = reply.refused?.file ? `${reply.refused.file.what} ${reply.refused.file.remedy}` : "";
      input.value = "";
      deck.say(reply.said || `${file.name} is kept.`);
    } catch (failure) {
      if (failure.status === undefined) throw failure;
      said.textContent = failure.status ? `${failure.what} ${failure.remedy}` : "There is no connection. Choose the file once more when it is back.";
    }
    deck.reload();
  };
  input.addEventListener("change", send);
  return make("div", { class: "board-files" }, make("label", { class: "fill-label", for: input.id, text: "Or a file, such as a photograph" }), input);
}
