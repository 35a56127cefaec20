/** Asks the server, again and again, what has changed: the page learns of others' work and of a lost connection. */

const OFTEN = 1_500;  // milliseconds between two questions
const SELDOM = 10_000;  // while nobody looks at the page

/** Tells `news` ({seq, forms, page, steps, message}) and `state`; `failure` is that of the last question, or null. */
export class Watch extends EventTarget {
  constructor(transport) {
    super();
    Object.assign(this, { transport, seq: null, timer: null, asking: false, failure: null, closed: false });
    document.addEventListener("visibilitychange", () => this.soon(document.hidden ? SELDOM : 0));
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("offline", () => this.failed({ status: 0, after: 0 }));
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.soon(0));
  }

  /** Begin to ask, or to ask from further back: of two parts of a page the one that saw less decides. */
  begin(seq) {
    const first = this.seq === null;
    this.seq = first ? seq : Math.min(this.seq, seq);
    if (first) this.soon(OFTEN);
  }

  /** Ask no more. */
  close() {
    clearTimeout(this.timer);
    this.closed = true;
  }

  soon(delay) {
    if (this.seq === null || this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), delay);
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    const asked = this.seq;
    try {
      const news = await this.transport.since(asked);
      if (this.seq === asked) this.seq = news.seq;
      this.failure = null;
      this.dispatchEvent(new CustomEvent("news", { detail: news }));
    } catch (failure) {
      this.failure = failure;
    }
    this.asking = false;
    this.dispatchEvent(new CustomEvent("state"));
    this.soon(Math.max(document.hidden ? SELDOM : OFTEN, (this.failure?.after ?? 0) * 1000));
  }

  failed(failure) {
    this.failure = failure;
    this.dispatchEvent(new CustomEvent("state"));
  }
}
