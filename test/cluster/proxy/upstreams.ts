/** Where a proxy may lead to; round and round, and past whatever does not answer. */
export class Upstreams {
  readonly #all: readonly Upstream[];
  #next = 0;

  constructor(all: readonly { name: string; port: number }[]) {
    this.#all = all.map((one) => ({ ...one, up: true, leftOut: false }));
  }

  get all(): readonly Upstream[] {
    return this.#all;
  }

  /** Each once, beginning with whose turn it is; those that are known to be down come last. */
  inTurn(): readonly Upstream[] {
    const all = this.#all.filter(({ leftOut }) => !leftOut);
    const from = this.#next++ % Math.max(1, all.length);
    const turned = [...all.slice(from), ...all.slice(0, from)];
    return [...turned.filter(({ up }) => up), ...turned.filter(({ up }) => !up)];
  }
}

export interface Upstream {
  readonly name: string;
  readonly port: number;
  /** As far as the proxy knows. */
  up: boolean;
  /** It is going to be told to stop: what is new goes to the others. */
  leftOut: boolean;
}
