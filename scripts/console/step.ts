import { formatSeconds } from "./format-seconds.ts";

/** Tells a step that it may report how far it is. */
export type Progress = (state: string) => void;

/**
 * Runs one named step: prints one line with its time when it is done, and its progress every few seconds if it is slow.
 * Several may run at once.
 */
export type StepRunner = <T>(
  label: string,
  work: (progress: Progress) => Promise<T>,
  summarise?: (result: T) => string,
) => Promise<T>;

const progressEveryMs = 5_000;

/**
 * Makes a step runner.
 * @param write takes one finished line (standard output for people, standard error when JSON is wanted)
 */
export function createStepRunner(write: (line: string) => void): StepRunner {
  return async (label, work, summarise) => {
    const startedAt = Date.now();
    let state = "";
    const timer = setInterval(() => {
      write(`  … ${label}${state ? `: ${state}` : ""}, ${formatSeconds(Date.now() - startedAt)}`);
    }, progressEveryMs);
    try {
      const result = await work((next) => {
        state = next;
      });
      const detail = summarise?.(result);
      const text = `${label}${detail ? `: ${detail}` : ""}`;
      write(`✓ ${text.padEnd(70)} ${formatSeconds(Date.now() - startedAt).padStart(7)}`);
      return result;
    } finally {
      clearInterval(timer);
    }
  };
}
