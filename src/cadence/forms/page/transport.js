/** How a form reaches the desk that keeps it: over HTTP on a page, over a widget's comm in JupyterLab. */

const PATIENCE = 15_000;  // milliseconds until an unanswered request counts as lost
const PATIENCE_FOR_FILES = 180_000;

/** Why a request was not answered as hoped: `status` 0 is a lost connection; `what` and `remedy` are for people. */
export class Failure extends Error {
  constructor(status, { what = "", remedy = "" } = {}, after = 0) {
    super(what || `status ${status}`);
    Object.assign(this, { status, what, remedy, after });
  }

  /** Whether the same request may well succeed later. */
  get passing() {
    return this.status === 0 || this.status === 401 || this.status === 429 || this.status >= 500;
  }
}

/**
 * Talk to the server under the address `base`, as the person for whom the page was drawn.
 *
 * `team` is named where a facilitator looks at the page of a team; a member's is known to the server.
 */
export class HttpTransport {
  constructor({ base = "/", person = "", institute = "", team = "" }) {
    Object.assign(this, { base, person, institute, team });
  }

  load(kind, id, record = "") {
    return this.ask(`api/form/${[kind, id, record].filter(Boolean).map(encodeURIComponent).join("/")}`);
  }

  /** Save; `leaving` lets the request outlive the page. */
  save(request, leaving = false) {
    return this.ask("api/save", { method: "POST", body: JSON.stringify(request), keepalive: leaving });
  }

  since(seq) {
    return this.ask(`api/since/${seq}`);
  }

  board() {
    return this.ask("api/board");
  }

  /** What happened to a card, the newest first. */
  story(card) {
    return this.ask(`api/board/story/${encodeURIComponent(card)}`);
  }

  /** Do something with a card of the board; `leaving` lets the request outlive the page. */
  act(request, leaving = false) {
    return this.ask("api/board", { method: "POST", body: JSON.stringify(request), keepalive: leaving });
  }

  /** Keep a file with a card as its evidence. */
  upload(card, file) {
    const headers = { ...this.headers(), "Content-Type": "application/octet-stream" };
    const named = new URLSearchParams({ card, name: file.name });
    const signal = AbortSignal.timeout?.(PATIENCE_FOR_FILES);
    return this.ask(`api/board/file?${named}`, { method: "POST", body: file, headers, signal });
  }

  /** Where something below the base is to be had: of the team that is looked at, where one is named. */
  address(path) {
    const query = this.team && `${path.includes("?") ? "&" : "?"}team=${encodeURIComponent(this.team)}`;
    return this.base + path + query;
  }

  /** Sign out on the server; resolves to whether it has heard that. */
  async leave() {
    const signal = AbortSignal.timeout?.(PATIENCE);
    try {
      return (await fetch(`${this.base}leave`, { method: "POST", headers: this.headers(), credentials: "same-origin", signal })).ok;
    } catch {
      return false;
    }
  }

  /** Go to wherever the server lets somebody begin. */
  depart() {
    location.assign(this.base);
  }

  headers() {
    const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
    return {
      "Content-Type": "application/json",
      "X-XSRFToken": decodeURIComponent(xsrf),
      "X-Cadence-Person": this.person,  // what one typed never goes out under another's name
    };
  }

  async ask(path, options = {}) {
    const signal = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined;
    const around = { headers: this.headers(), credentials: "same-origin", cache: "no-store", signal };
    let response, said;
    try {
      response = await fetch(this.address(path), { ...around, ...options });
      said = await response.json().catch(() => ({}));
    } catch {
      throw new Failure(0);
    }
    if (response.ok) return said;
    throw new Failure(response.status, said.error, Number(response.headers.get("Retry-After") ?? 0));
  }
}

/** Talk over the comm of a widget: the same questions and answers, each with a number. */
export class CommTransport {
  constructor(model) {
    this.model = model;
    this.person = model.get("person");
    this.institute = model.get("institute");
    this.waiting = new Map();
    this.asked = 0;
    model.on("msg:custom", (message) => this.hear(message));
  }

  load(kind, id, record = "") {
    return this.ask("load", { kind, form: id, record });
  }

  save(request) {
    return this.ask("save", { request });
  }

  since(seq) {
    return this.ask("since", { seq });
  }

  board() {
    return this.ask("board", {});
  }

  act(request) {
    return this.ask("do", { request });
  }

  ask(question, details) {
    const id = (this.asked += 1);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.settle(id)?.reject(new Failure(0)), PATIENCE);
      this.waiting.set(id, { resolve, reject, late });
      this.model.send({ ask: question, id, ...details });
    });
  }

  hear({ answer, status, error, ...said }) {
    const waiting = this.settle(answer);
    if (!waiting) return;
    if (error) waiting.reject(new Failure(status, error));
    else waiting.resolve(said);
  }

  settle(id) {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    clearTimeout(waiting?.late);
    return waiting;
  }
}
