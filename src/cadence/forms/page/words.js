/** What the page says about saving, in words. */

/** An hour and minute as the reader writes them, from the server's own clock. */
export function clock(iso) {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  return new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" }).format(moment);
}

/** `3 answers` or `1 answer`. */
export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

/** The state of saving as {state, words, remedy}; `choices` wait for the person, `at` is when the server last took something. */
export function saying({ failure, pending, full, choices, at }) {
  if (failure?.status === 401) {
    const words = pending ? "Signed out: not saved yet" : "You are signed out";
    return { state: "signedout", words, remedy: "Sign in again on this device, and what you typed will be sent." };
  }
  if (failure?.status === 0) return { state: "offline", words: "No connection", remedy: offline(pending, full) };
  if (pending && full) return { state: "full", words: "Not saved yet", remedy: NO_ROOM };
  if (pending && failure) return { state: "waiting", words: "Not saved yet: kept on this device", remedy: failure.what };
  if (pending) return { state: "saving", words: "Saving…", remedy: "" };
  if (choices) {
    const words = count(choices, "answer waits for your choice", "answers wait for your choice");
    return { state: "choice", words, remedy: "Yours is kept on this device." };
  }
  if (at) return { state: "saved", words: `Saved at ${clock(at)}`, remedy: "" };
  return { state: "idle", words: "", remedy: "" };
}

const NO_ROOM = "This device has no room left to keep a copy. Leave this page open until it says Saved.";

function offline(pending, full) {
  if (pending && full) return NO_ROOM;
  if (pending) return "What you typed is kept on this device and sent when the connection is back.";
  return "You can go on: what you type is kept on this device and sent when the connection is back.";
}
