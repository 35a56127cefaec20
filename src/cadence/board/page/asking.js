/** A native dialog: the focus stays in it, and goes back to where it was. */

import { freshId, make } from "../forms/dom.js";

/** Open a dialog with a heading; `fill(dialog, close)` returns what stands in it. Returns the dialog. */
export function openDialog(title, fill, { wide = false, closed = () => {} } = {}) {
  const id = freshId();
  const before = document.activeElement;
  const dialog = make("dialog", { class: `cad-fill cad-deal board-dialog${wide ? " board-wide" : ""}`, "aria-labelledby": id });
  const close = (answer) => dialog.open && dialog.close(answer ?? "");
  dialog.append(make("h2", { id, text: title, tabindex: "-1" }), ...fill(dialog, close));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected && before.checkVisibility()) before.focus({ preventScroll: true });
    closed(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Ask a question that is answered with yes or no; resolves to whether it was yes. */
export function askWhether(title, lines, yes, no) {
  return new Promise((resolve) => {
    openDialog(title, (dialog, close) => [
      ...lines.filter(Boolean).map((text) => make("p", { text })),
      make("div", { class: "fill-actions" },
        make("button", { type: "button", class: "fill-button", text: no, onclick: () => close("") }),
        make("button", { type: "button", class: "fill-button fill-main", text: yes, onclick: () => close("yes") })),
    ], { closed: (answer) => resolve(answer === "yes") });
  });
}
