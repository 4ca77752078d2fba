/** A repeatable stream of chance: the same seed gives the same demo on every machine. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in this share of the calls. */
  chance(share: number): boolean;
  /** One of the list. */
  pick<T>(list: readonly [T, ...T[]]): T;
};

/**
 * Mulberry32 (Tommy Ettinger, public domain): small and even enough for made-up people.
 * @param seed any whole number
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}

/**
 * An id of version 7 (RFC 9562) for a row that was created then, so that seeded rows sort like real ones.
 * @param at moment the row claims to be from
 */
export function idFrom(at: Date, random: Random): string {
  const time = at.getTime().toString(16).padStart(12, "0");
  const digits = (count: number): string =>
    Array.from({ length: count }, () => random.between(0, 15).toString(16)).join("");
  const variant = random.between(8, 11).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
}
