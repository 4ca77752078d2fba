import { once } from "node:events";
import { createServer } from "node:net";
import { createLogger } from "@packpost/core/log/create-logger";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import { createWorkflowCalls } from "@packpost/workflows/client";
import { connectTemporal } from "@packpost/workflows/connect-temporal";
import { createApi } from "../../apps/api/src/create-api.ts";
import { openDatabase } from "../../apps/api/src/database.ts";
import { appUrl, quietCalls } from "./contexts.ts";

/** The environment's own: it opens an installation with one organisation, and no other. */
export const environmentWebhook = { user: "postmark", password: "a webhook password for tests" };

/** Of every organisation that has a key of its own in a test. */
export const secretsKey = "a secrets key that only tests have, long";

/** The process for machines, in this process and on a port of its own, with the simulator's accounts. */
export async function serveApi(
  databaseUrl: string,
  logLevel = "silent",
): Promise<{ url: string; close(): Promise<void> }> {
  // The api must know its own address before it listens: what the provider of texts signs begins with it. Nobody takes the port meanwhile.
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const database = await openDatabase(databaseUrl);
  // As main.ts does, where the test has a Temporal of its own.
  const client = process.env.TEMPORAL_NAMESPACE ? connectTemporal() : null;
  const api = createApi({
    ...database,
    environmentWebhook,
    log: createLogger("api", logLevel),
    calls: client ? createWorkflowCalls(client) : quietCalls,
    appUrl,
    apiUrl: url,
    realMail: false,
    textAccounts: { seal: createKeySeal(secretsKey), tokensOf: (id) => [`sandbox-${id}`] },
  });
  api.server.listen(taken);
  await once(api.server, "listening");
  return {
    url,
    close: async () => {
      await api.close();
      await client?.connection.close();
      await database.close();
    },
  };
}
