/** Bounces of each server in the order they happened; the number of the event is Postmark's bounce id. */
export class BounceList {
  readonly #byToken = new Map<string, Set<number>>();

  add(token: string, code: number): void {
    const codes = this.#byToken.get(token);
    if (codes) codes.add(code);
    else this.#byToken.set(token, new Set([code]));
  }

  newestFirst(token: string): number[] {
    return [...(this.#byToken.get(token) ?? [])].reverse();
  }

  has(token: string, code: number): boolean {
    return this.#byToken.get(token)?.has(code) ?? false;
  }
}

/** Acts have negative codes; Postmark's ids are positive, so acts are moved above all planned events. */
const ACTS_FROM = 2 ** 50;

export function bounceIdOf(code: number): number {
  return code < 0 ? ACTS_FROM - code : code + 1;
}

export function codeOfBounceId(id: number): number {
  return id > ACTS_FROM ? ACTS_FROM - id : id - 1;
}
