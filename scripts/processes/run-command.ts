import { explainFailure } from "../console/explain-failure.ts";
import { onStopRequest } from "./on-stop-request.ts";

/**
 * Runs the body of one root command and ends the process with its exit code.
 * On a stop request the body is told by its signal and gets time to stop what it started; failures are explained.
 * @param body returns the exit code
 */
export async function runCommand(body: (stop: AbortSignal) => Promise<number>): Promise<never> {
  const stop = onStopRequest(() => process.exit(130));
  let exitCode = 1;
  try {
    exitCode = await body(stop.signal);
  } catch (error) {
    // What breaks because it was told to stop is no failure.
    if (!stop.signal.aborted) console.error(explainFailure(error));
  }
  process.exit(stop.signal.aborted && exitCode !== 0 ? 130 : exitCode);
}
