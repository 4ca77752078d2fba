import { once } from "node:events";
import { rmSync } from "node:fs";
import { createStepRunner } from "../../../scripts/console/step.ts";
import { makeFirstLink } from "../../../scripts/environment/make-first-link.ts";
import { makeRunDirectory } from "../../../scripts/environment/make-run-directory.ts";
import { anyPorts } from "../../../scripts/environment/ports.ts";
import { noExternalServices } from "../../../scripts/environment/read-external-services.ts";
import { startEnvironment } from "../../../scripts/environment/start-environment.ts";
import { runCommand } from "../../../scripts/processes/run-command.ts";

/** An installation on which nobody has founded anything, as `npm start -- --empty` leaves it, until it is told to stop. */
await runCommand(async (stop) => {
  const print = (line: string): void => console.error(line);
  const dataDirectory = await makeRunDirectory("empty");
  try {
    const environment = await startEnvironment({
      dataDirectory,
      headless: true,
      throwaway: true,
      ports: anyPorts,
      external: noExternalServices,
      seed: false,
      programs: ["simulator", "api", "web"],
      step: createStepRunner(print),
      report: print,
      stopSignal: stop,
    });
    try {
      const token = await makeFirstLink(environment.databaseOwnerUrl);
      process.send?.({ webUrl: environment.webUrl, link: `${environment.webUrl}/founding/${token}` });
      if (!stop.aborted) await once(stop, "abort");
    } finally {
      await environment.stop();
    }
    return 0;
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
