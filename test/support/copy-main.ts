import { once } from "node:events";
import { rmSync } from "node:fs";
import { createStepRunner } from "../../scripts/console/step.ts";
import { makeRunDirectory } from "../../scripts/environment/make-run-directory.ts";
import { preferredPorts } from "../../scripts/environment/ports.ts";
import { noExternalServices } from "../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../scripts/environment/start-environment.ts";
import { runCommand } from "../../scripts/processes/run-command.ts";

/**
 * A copy of Packpost as `npm start` brings it up, on the ports it prefers, but without the web app (which would be built) and in a folder
 * that goes with it. Says on one line, as JSON, where everything is.
 */
await runCommand(async (stop) => {
  const print = (line: string): void => console.error(line);
  const dataDirectory = await makeRunDirectory("copy");
  try {
    const environment = await startEnvironment({
      ...{ dataDirectory, headless: false, throwaway: true, seed: false, external: noExternalServices },
      ...{ ports: preferredPorts, programs: ["simulator", "api", "worker"] },
      ...{ step: createStepRunner(print), report: print, stopSignal: stop },
    });
    try {
      const { databaseUrl, temporalAddress, temporalUiUrl, simulatorUrl, apiUrl, workerUrl } = environment;
      console.log(
        JSON.stringify({
          ...{ databaseUrl, temporal: `http://${temporalAddress}`, temporalUiUrl },
          ...{ simulatorUrl, apiUrl, workerUrl },
        }),
      );
      if (!stop.aborted) await once(stop, "abort");
    } finally {
      await environment.stop();
    }
    return 0;
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
