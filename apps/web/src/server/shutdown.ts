import { processWide } from "./process-wide.ts";

const controller = processWide("shutdown", () => new AbortController());

/** Aborted when the process is told to stop: open streams end themselves on it. */
export const shutdownSignal: AbortSignal = controller.signal;

/** Says to everything that listens that the process is going to stop. */
export function beginShutdown(): void {
  controller.abort();
}
