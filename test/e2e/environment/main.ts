import { once } from "node:events";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createStepRunner } from "../../../scripts/console/step.ts";
import { makeRunDirectory } from "../../../scripts/environment/make-run-directory.ts";
import { anyPorts } from "../../../scripts/environment/ports.ts";
import { noExternalServices } from "../../../scripts/environment/read-external-services.ts";
import { registerSimulatorServers } from "../../../scripts/environment/register-simulator-servers.ts";
import { startEnvironment } from "../../../scripts/environment/start-environment.ts";
import { repositoryRoot } from "../../../scripts/paths.ts";
import { runCommand } from "../../../scripts/processes/run-command.ts";
import { seedSecondRiverside } from "./seed-second-riverside.ts";

/** The browser tests' environment: the demo organisations, everything headless, until it is told to stop. */
await runCommand(async (stop) => {
  const print = (line: string): void => console.error(line);
  const dataDirectory = await makeRunDirectory("e2e");
  try {
    const environment = await startEnvironment({
      dataDirectory,
      headless: true,
      throwaway: true,
      ports: anyPorts,
      external: noExternalServices,
      seed: true,
      programs: ["simulator", "api", "web", "worker"],
      // Deliveries, bounces and opens come twenty times faster than in life.
      simulatorKnobs: { SPEED: "20" },
      step: createStepRunner(print),
      report: print,
      stopSignal: stop,
    });
    try {
      const { webUrl, apiUrl, simulatorUrl, databaseUrl, databaseOwnerUrl, secrets } = environment;
      if (!simulatorUrl) throw new Error("The browser tests need the simulator.");
      await seedSecondRiverside(databaseUrl, secrets.staffPassword);
      const webhookPassword = secrets.webhookPassword;
      await registerSimulatorServers({ simulatorUrl, apiUrl, ownerUrl: databaseOwnerUrl, webhookPassword });
      const world = {
        webUrl,
        apiUrl,
        simulatorUrl,
        databaseUrl,
        databaseOwnerUrl,
        webhookPassword,
        password: secrets.staffPassword,
      };
      if (process.send) process.send(world);
      else console.log(`PACKPOST_E2E_WORLD='${JSON.stringify(world)}'`);
      if (!stop.aborted) await once(stop, "abort");
    } finally {
      await environment.stop();
      cpSync(environment.logs, join(repositoryRoot, ".artifacts", "e2e", "logs"), { recursive: true });
    }
    return 0;
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
