/** A figure beside what it must be. */
export interface Scored {
  readonly what: string;
  readonly measured: number;
  readonly unit: "ms" | "KB" | "%" | "per second" | "people";
  /** At most; left out = only told. */
  readonly must?: number;
  readonly note?: string;
}

/** Takes figures and tells each at once, with what it must be. */
export class Score {
  readonly figures: Scored[] = [];
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  add(figure: Scored): void {
    const measured = Number(figure.measured.toPrecision(3));
    this.figures.push({ ...figure, measured });
    const { what, unit, must, note = "" } = figure;
    const judged = must === undefined ? "" : `must ≤ ${must}: ${measured <= must ? "ok" : "MISSED"}`;
    this.#say(
      `${what.padEnd(66)} ${`${measured} ${unit}`.padStart(14)}  ${judged.padEnd(22)} ${note}`.trimEnd(),
    );
  }

  /** The middle of some times and their p95, which must be at most so long. @param times milliseconds */
  addTimes(what: string, times: readonly number[], must?: number): void {
    const note = `p50 ${Math.round(quantile(times, 0.5))}, max ${Math.round(quantile(times, 1))}, ${times.length} times`;
    const scored = { what: `${what}, p95`, measured: quantile(times, 0.95), unit: "ms", note } as const;
    this.add(must === undefined ? scored : { ...scored, must });
  }
}

/** @param share 0.95 = what 95 of 100 are at most */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
