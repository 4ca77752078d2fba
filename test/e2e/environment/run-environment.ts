import { once } from "node:events";
import { rmSync } from "node:fs";
import { createStepRunner } from "../../../scripts/console/step.ts";
import { makeRunDirectory } from "../../../scripts/environment/make-run-directory.ts";
import { anyPorts } from "../../../scripts/environment/ports.ts";
import { noExternalServices } from "../../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../../scripts/environment/start-environment.ts";
import { runCommand } from "../../../scripts/processes/run-command.ts";

type Options = Parameters<typeof startEnvironment>[0];
type Environment = Awaited<ReturnType<typeof startEnvironment>>;

/**
 * Runs an environment of the browser tests, everything headless and in a folder that goes with it, until it is told to stop.
 * @param name of the folder
 * @param use what is done once it runs: it tells whoever started it
 * @param after what of it is kept
 */
export function runEnvironment(
  name: string,
  options: Pick<Options, "seed" | "programs" | "simulatorKnobs" | "isBuilt">,
  use: (environment: Environment) => Promise<void>,
  after: (environment: Environment) => void = () => undefined,
): Promise<void> {
  return runCommand(async (stop) => {
    const print = (line: string): void => console.error(line);
    const dataDirectory = await makeRunDirectory(name);
    try {
      const environment = await startEnvironment({
        ...{ dataDirectory, headless: true, throwaway: true, ports: anyPorts, external: noExternalServices },
        ...options,
        ...{ step: createStepRunner(print), report: print, stopSignal: stop },
      });
      try {
        await use(environment);
        if (!stop.aborted) await once(stop, "abort");
      } finally {
        await environment.stop();
        after(environment);
      }
      return 0;
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  });
}
