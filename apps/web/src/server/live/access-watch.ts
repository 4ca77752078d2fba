import type { PackpostError } from "@packpost/core/errors";
import { log } from "#web/server/log.ts";

/** Between two looks at the rights of everybody who listens: whoever loses them stops receiving within twice that. */
const lookEveryMs = 2_000;

/** Somebody's rights, while something is sent to them. */
export interface FollowedAccess {
  /** Aborts with the reason once they are gone. */
  readonly signal: AbortSignal;
  /** Looks now, before something is handed out (T55); whoever asks in the same moment shares the look. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
}

interface Listener<Who> {
  readonly who: Who;
  readonly end: AbortController;
}

/** Why each of them may listen no longer, in the order in which they are named; undefined = still may. */
export type ReadRefusals<Who> = (who: readonly Who[]) => Promise<readonly (PackpostError | undefined)[]>;

/**
 * Looks after the rights of whoever listens to a live stream: a page may stay open for days after its person has been
 * offboarded, demoted or signed out. One statement every two seconds serves all streams of the process.
 */
export class AccessWatch<Who> {
  readonly #readRefusals: ReadRefusals<Who>;
  readonly #listeners = new Set<Listener<Who>>();
  readonly #asking = new Set<Listener<Who>>();
  #answer: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(readRefusals: ReadRefusals<Who>) {
    this.#readRefusals = readRefusals;
  }

  /** @param who listens, as found when the stream began */
  follow(who: Who): FollowedAccess {
    const listener: Listener<Who> = { who, end: new AbortController() };
    this.#listeners.add(listener);
    this.#timer ??= setTimeout(() => void this.#look(), lookEveryMs);
    return {
      signal: listener.end.signal,
      check: () => this.#check(listener),
      stop: () => void this.#listeners.delete(listener),
    };
  }

  #check(listener: Listener<Who>): Promise<void> {
    this.#asking.add(listener);
    this.#answer ??= Promise.resolve().then(() => {
      const asking = [...this.#asking];
      this.#asking.clear();
      this.#answer = undefined;
      return this.#endRefused(asking);
    });
    return this.#answer;
  }

  async #look(): Promise<void> {
    try {
      await this.#endRefused([...this.#listeners]);
    } catch (error) {
      // While the database cannot be asked, nothing is read for the streams either.
      log.warn({ err: error }, "the rights of live streams could not be read");
    }
    this.#timer = this.#listeners.size > 0 ? setTimeout(() => void this.#look(), lookEveryMs) : undefined;
  }

  async #endRefused(listeners: readonly Listener<Who>[]): Promise<void> {
    if (listeners.length === 0) return;
    const refusals = await this.#readRefusals(listeners.map(({ who }) => who));
    for (const [index, refusal] of refusals.entries())
      if (refusal !== undefined) listeners[index]?.end.abort(refusal);
  }
}
