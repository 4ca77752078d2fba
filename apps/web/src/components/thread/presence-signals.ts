/** How often a page says that somebody types, and that it is looked at. */
const typingEveryMs = 3_000;
const viewingEveryMs = 15_000;

export type Doing = "viewing" | "typing" | "noting" | "gone";

interface PresenceSignalsOptions {
  /** Says it; whether it arrives is nobody's trouble. */
  readonly send: (doing: Doing) => void;
  /** Whether it is told that the page is looked at, too. */
  readonly views: boolean;
  readonly now?: () => number;
}

/** What a page says of whoever sits at it (V10): that they look, as long as it is to be seen, and that they write, every few seconds. */
export class PresenceSignals {
  readonly #options: PresenceSignalsOptions;
  #last: { readonly doing: Doing; readonly at: number } = { doing: "gone", at: 0 };
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: PresenceSignalsOptions) {
    this.#options = options;
  }

  /** The page has come into view. */
  look(): void {
    if (!this.#options.views || this.#timer !== undefined) return;
    this.#say("viewing");
    this.#timer = setInterval(() => this.#isTyping() || this.#say("viewing"), viewingEveryMs);
  }

  /** It is hidden, or left. */
  leave(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#last.doing !== "gone") this.#say("gone");
  }

  /** Something was typed; nothing is left of it when `body` is empty. */
  typed(doing: "typing" | "noting", body: string): void {
    if (body.trim() === "") this.rest();
    else if (this.#last.doing !== doing || !this.#isTyping()) this.#say(doing);
  }

  /** They have stopped: it was sent, or taken back. */
  rest(): void {
    if (this.#last.doing === "typing" || this.#last.doing === "noting")
      this.#say(this.#timer === undefined ? "gone" : "viewing");
  }

  /** It has just said that they write. */
  #isTyping(): boolean {
    const { doing, at } = this.#last;
    return doing !== "viewing" && doing !== "gone" && this.#now() - at < typingEveryMs;
  }

  #say(doing: Doing): void {
    this.#last = { doing, at: this.#now() };
    this.#options.send(doing);
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}
