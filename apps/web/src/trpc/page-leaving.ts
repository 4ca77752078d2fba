/**
 * Whether the page is hidden or being left: what is not on the server by then has to go now, since a phone ends hidden pages without a word.
 * Calls made meanwhile outlive the page (call-link).
 */
class PageLeaving {
  readonly #listeners = new Set<() => void>();
  #leaving = false;

  constructor() {
    if (typeof window === "undefined") return;
    window.addEventListener("pagehide", () => this.#leave());
    window.addEventListener("pageshow", () => this.#look());
    document.addEventListener("visibilitychange", () => this.#look());
  }

  /** @param listener called when it is hidden, and once more when it is left */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly isLeaving = (): boolean => this.#leaving;

  #look(): void {
    if (document.visibilityState === "hidden") this.#leave();
    else this.#leaving = false;
  }

  #leave(): void {
    this.#leaving = true;
    for (const listener of this.#listeners) listener();
  }
}

export const pageLeaving = new PageLeaving();
