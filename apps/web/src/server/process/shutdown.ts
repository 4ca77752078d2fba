import { singleton } from "../singleton.ts";

const controller = (): AbortController => singleton("shutdown", () => new AbortController());

/** Aborted when the process is told to stop: open streams end themselves on it. */
export const shutdownSignal = (): AbortSignal => controller().signal;

/** Says to everything that listens that the process is going to stop. */
export function beginShutdown(): void {
  controller().abort();
}
