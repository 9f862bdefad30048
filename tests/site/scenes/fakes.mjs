// What a page's TypeScript finds in place of a browser: a clock that a scene winds, and connections that it breaks.

/** The cases of the scene that is read, in its order. */
export const cases = [];

export function test(name, act) {
  cases.push({ name, act });
}

/** Let everything that waits for a promise go on. */
export async function settle() {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Take the place of timers and of chance; `pauses` has the milliseconds of every `setTimeout`. */
export function stage(chance = 0.5) {
  const clock = { now: 0, chance, pauses: [], timers: new Map() };
  let made = 0;
  const start = (act, after, every) => {
    made += 1;
    clock.timers.set(made, { act, at: clock.now + after, every });
    return made;
  };
  globalThis.setTimeout = (act, after) => {
    clock.pauses.push(after);
    return start(act, after);
  };
  globalThis.setInterval = (act, every) => start(act, every, every);
  globalThis.clearTimeout = (timer) => clock.timers.delete(timer);
  globalThis.clearInterval = globalThis.clearTimeout;
  AbortSignal.timeout = (after) => {
    const controller = new AbortController();
    start(() => controller.abort(new DOMException("too late", "TimeoutError")), after);
    return controller.signal;
  };
  Math.random = () => clock.chance;

  clock.wind = async (milliseconds) => {
    const end = clock.now + milliseconds;
    for (;;) {
      await settle();
      const due = [...clock.timers].filter(([, { at }]) => at <= end).sort((one, other) => one[1].at - other[1].at)[0];
      if (due === undefined) break;
      const [number, timer] = due;
      clock.now = timer.at;
      if (timer.every === undefined) clock.timers.delete(number);
      else timer.at += timer.every;
      timer.act();
    }
    clock.now = end;
  };
  return clock;
}

export class FakeWebSocket extends EventTarget {
  static made = [];

  constructor(url) {
    super();
    this.url = url;
    this.state = "connecting";
    this.sent = [];
    FakeWebSocket.made.push(this);
  }

  static install() {
    FakeWebSocket.made = [];
    globalThis.WebSocket = FakeWebSocket;
    return FakeWebSocket.made;
  }

  send(text) {
    if (this.state === "connecting") throw new DOMException("still connecting", "InvalidStateError");
    if (this.state === "open") this.sent.push(JSON.parse(text));
  }

  close() {
    this.drop();
  }

  open() {
    this.state = "open";
    this.dispatchEvent(new Event("open"));
  }

  deliver(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }

  drop() {
    if (this.state === "closed") return;
    this.state = "closed";
    this.dispatchEvent(new Event("close"));
  }
}

export class FakeEventSource extends EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 2;
  static made = [];

  constructor(url) {
    super();
    this.url = String(url);
    this.readyState = FakeEventSource.CONNECTING;
    FakeEventSource.made.push(this);
  }

  static install() {
    FakeEventSource.made = [];
    globalThis.EventSource = FakeEventSource;
    return FakeEventSource.made;
  }

  close() {
    this.readyState = FakeEventSource.CLOSED;
  }

  open() {
    this.readyState = FakeEventSource.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  deliver(kind, id, data = "") {
    if (this.readyState !== FakeEventSource.OPEN) return;
    this.dispatchEvent(Object.assign(new Event(kind), { lastEventId: id, data }));
  }

  /** The connection breaks: the browser comes back by itself. */
  drop() {
    this.readyState = FakeEventSource.CONNECTING;
    this.dispatchEvent(new Event("error"));
  }

  /** A status that is not 200: the browser gives up. */
  refuse() {
    this.readyState = FakeEventSource.CLOSED;
    this.dispatchEvent(new Event("error"));
  }
}

/** Take the place of `fetch`. Each request waits in the returned list until the scene answers it or lets it fail. */
export function catchRequests() {
  const requests = [];
  globalThis.fetch = (url, options = {}) =>
    new Promise((resolve, reject) => {
      const request = {
        url: String(url),
        ...options,
        aborted: false,
        async answer(status, body) {
          resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }));
          await settle();
        },
        async fail() {
          reject(new TypeError("fetch failed"));
          await settle();
        },
      };
      options.signal?.addEventListener("abort", () => {
        request.aborted = true;
        reject(options.signal.reason);
      });
      requests.push(request);
    });
  return requests;
}
