import { cpSync } from "node:fs";
import { join } from "node:path";
import { registerSimulatorServers } from "../../../scripts/environment/register-simulator-servers.ts";
import { repositoryRoot } from "../../../scripts/paths.ts";
import { runEnvironment } from "./run-environment.ts";
import { seedSecondRiverside } from "./seed-second-riverside.ts";

/** The browser tests' environment: the demo organisations. */
await runEnvironment(
  "e2e",
  {
    seed: true,
    programs: ["simulator", "api", "web", "worker"],
    // Deliveries, bounces and opens come twenty times faster than in life.
    simulatorKnobs: { SPEED: "20" },
  },
  async (environment) => {
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
  },
  ({ logs }) => cpSync(logs, join(repositoryRoot, ".artifacts", "e2e", "logs"), { recursive: true }),
);
