/** As one reads it: `slow` is waiting for an answer, `away` asks again and again, `back` is said for a moment. */
export type ConnectionState = "here" | "slow" | "away" | "back";

/** A call without an answer for so long is doubted: either the work is long, or nobody is there. */
const patienceMs = 1_000;
const slowAfterMs = 1_000;
const giveUpMs = 5_000;
const againMs = 2_000;
const backForMs = 6_000;

/**
 * Whether the server can be reached from this page. It is asked (`/api/health`) when a call fails without an answer of
 * ours, waits long, or a stream breaks: long work is not mistaken for an absent server, one failed call not for all.
 */
class PageConnection {
  readonly #listeners = new Set<() => void>();
  #state: ConnectionState = "here";
  #asking: Promise<boolean> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly read = (): ConnectionState => this.#state;

  /** Something speaks against the server being there: asks it. @returns whether it is */
  readonly doubt = (): Promise<boolean> => {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  };

  /** A call is on its way. @returns what ends the waiting for it */
  awaitAnswer(): () => void {
    const timer = setTimeout(this.doubt, patienceMs);
    return () => clearTimeout(timer);
  }

  /** Resolves once the server can be reached; at once when it can. */
  whenBack(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.#state === "away" || this.#state === "slow") return;
        stop();
        resolve();
      };
      const stop = this.subscribe(look);
      look();
    });
  }

  async #ask(): Promise<boolean> {
    clearTimeout(this.#timer);
    const slow = setTimeout(() => this.#state !== "away" && this.#set("slow"), slowAfterMs);
    const there = await isServerThere();
    clearTimeout(slow);
    const was = this.#state;
    this.#set(there ? (was === "away" || was === "back" ? "back" : "here") : "away");
    if (!there) this.#timer = setTimeout(this.doubt, againMs);
    else if (this.#state === "back") this.#timer = setTimeout(() => this.#set("here"), backForMs);
    return there;
  }

  #set(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Another server's answer, such as a proxy's 502, is none. */
async function isServerThere(): Promise<boolean> {
  const request = { cache: "no-store" as const, signal: AbortSignal.timeout(giveUpMs) };
  return fetch("/api/health", request).then(
    ({ ok }) => ok,
    () => false,
  );
}

export const pageConnection = new PageConnection();
