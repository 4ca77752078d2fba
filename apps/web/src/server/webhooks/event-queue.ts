/** Most events of one transaction. */
const GROUP_SIZE = 500;

interface Waiting<E> {
  readonly event: E;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits events in groups (ARCHITECTURE.md "Provider events"): while one transaction of a key runs, what arrives waits
 * for the next one, so the group grows with the load and nothing waits when there is none. When a group fails its events
 * are written singly, so that one bad event spoils nobody else's.
 */
export class EventQueue<E> {
  readonly #lanes = new Map<string, Waiting<E>[]>();
  readonly #write: (key: string, events: readonly E[]) => Promise<void>;

  /** @param write commits a group; called for one group of a key at a time */
  constructor(write: (key: string, events: readonly E[]) => Promise<void>) {
    this.#write = write;
  }

  /**
   * Resolves when the event is committed.
   * @param key what is written together: the organisation
   */
  add(key: string, event: E): Promise<void> {
    return new Promise((resolve, reject) => {
      const lane = this.#lanes.get(key);
      if (lane) {
        lane.push({ event, resolve, reject });
        return;
      }
      const started: Waiting<E>[] = [{ event, resolve, reject }];
      this.#lanes.set(key, started);
      void this.#drain(key, started);
    });
  }

  async #drain(key: string, lane: Waiting<E>[]): Promise<void> {
    for (let group = lane.splice(0, GROUP_SIZE); group.length > 0; group = lane.splice(0, GROUP_SIZE)) {
      if (!(await this.#commit(key, group)) && group.length > 1)
        for (const single of group) await this.#commit(key, [single]);
    }
    this.#lanes.delete(key);
  }

  /** Only a group of one tells its failure; a larger one is tried again singly. */
  async #commit(key: string, group: readonly Waiting<E>[]): Promise<boolean> {
    try {
      await this.#write(
        key,
        group.map(({ event }) => event),
      );
      for (const { resolve } of group) resolve();
      return true;
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      return false;
    }
  }
}
