import { median } from "../campaign/median.ts";

/** One measured thing: milliseconds, the median of its runs, and what it answered where that is worth a look. */
export interface Timing {
  readonly what: string;
  readonly ms: number;
  readonly note: string;
}

/** Times one thing after the other and tells each at once. */
export class StopWatch {
  readonly timings: Timing[] = [];
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Three runs of something that changes nothing, after one that warms up. */
  async read<T>(what: string, work: () => Promise<T>, note: (answer: T) => string = () => ""): Promise<T> {
    await work();
    return this.#run(what, 3, work, note);
  }

  /** One run of something that can be done once. */
  once<T>(what: string, work: () => Promise<T>, note: (answer: T) => string = () => ""): Promise<T> {
    return this.#run(what, 1, work, note);
  }

  async #run<T>(what: string, runs: number, work: () => Promise<T>, note: (answer: T) => string): Promise<T> {
    const figures: number[] = [];
    for (;;) {
      const startedAt = performance.now();
      const answer = await work();
      figures.push(performance.now() - startedAt);
      if (figures.length < runs) continue;
      this.note(what, median(figures), note(answer));
      return answer;
    }
  }

  /** A figure that was taken within something measured. */
  note(what: string, milliseconds: number, note = ""): void {
    const timing = { what, ms: Math.round(milliseconds), note };
    this.timings.push(timing);
    this.#say(`${what.padEnd(44)} ${String(timing.ms).padStart(8)} ms  ${timing.note}`.trimEnd());
  }
}
