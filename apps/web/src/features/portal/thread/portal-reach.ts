const firstWaitMs = 2_000;
const longestWaitMs = 30_000;

/** When a page of ours tries the server again: after a growing wait, and at once when the network is back. */
class PortalReach {
  #failures = 0;

  /** The server has answered. */
  reached(): void {
    this.#failures = 0;
  }

  /** Resolves once it may be tried again. */
  readonly whenReachable = (): Promise<void> => {
    const waitMs = Math.min(firstWaitMs * 2 ** this.#failures, longestWaitMs);
    this.#failures += 1;
    return new Promise((resolve) => {
      const again = () => {
        clearTimeout(timer);
        window.removeEventListener("online", again);
        resolve();
      };
      const timer = setTimeout(again, waitMs);
      window.addEventListener("online", again);
    });
  };
}

export const portalReach = new PortalReach();
