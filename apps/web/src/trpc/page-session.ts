/** Until then a refusal is no news: somebody is signing out, and a page that was being kept up has asked once more. */
const leaveMs = 15_000;

/**
 * Whether the session that this page was opened with still holds. When it has ended the page stays as it is, with
 * everything typed in it, until the same person signs in again; other tabs of the browser are told.
 */
class PageSession {
  readonly #listeners = new Set<() => void>();
  #ended = false;
  #leavingUntil = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly hasEnded = (): boolean => this.#ended;

  /** The server has refused a call because nobody is signed in. */
  end(): void {
    if (Date.now() >= this.#leavingUntil) this.#set(true);
  }

  /** The same person is signed in again. */
  resume(): void {
    this.#set(false);
  }

  /** Says that the session is about to end because somebody wants it to. */
  expectSignOut(): void {
    this.#leavingUntil = Date.now() + leaveMs;
  }

  #set(ended: boolean): void {
    if (this.#ended === ended) return;
    this.#ended = ended;
    for (const listener of this.#listeners) listener();
  }
}

export const pageSession = new PageSession();
