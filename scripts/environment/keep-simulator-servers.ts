import pg from "pg";
import { registerSimulatorServers } from "./register-simulator-servers.ts";
import type { Environment } from "./start-environment.ts";

const LOOK_MS = 1_000;

/**
 * Gives an organisation that is founded while everything runs its server at the simulator, where mail would be refused without.
 * @returns what ends it
 */
export function keepSimulatorServers(environment: Environment): { stop(): Promise<void> } {
  const { simulatorUrl, apiUrl, webUrl, databaseOwnerUrl: ownerUrl, secrets } = environment;
  if (simulatorUrl === null) return { stop: async () => undefined };
  let known: string | null = null;
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const found = await listOrganisations(ownerUrl);
    if (found === known) return;
    const { webhookPassword } = secrets;
    await registerSimulatorServers({
      ...{ simulatorUrl, apiUrl, ownerUrl, webhookPassword, ...(webUrl && { webUrl }) },
    });
    known = found;
  };
  const timer = setInterval(() => {
    // What fails, while something restarts, is tried again at the next look.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = null;
      });
  }, LOOK_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

async function listOrganisations(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>("select id from list_organisation_ids() as id");
    return rows.map(({ id }) => id).join(" ");
  } finally {
    await client.end();
  }
}
