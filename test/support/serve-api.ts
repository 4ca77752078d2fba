import { once } from "node:events";
import { createLogger } from "@packpost/core/log/create-logger";
import { connectTemporal, createWorkflowCalls } from "@packpost/workflows/client";
import { createApi } from "../../apps/api/src/create-api.ts";
import { openDatabase } from "../../apps/api/src/database.ts";
import { appUrl, quietCalls } from "./contexts.ts";

/** The environment's own: it opens an installation with one organisation, and no other. */
export const environmentWebhook = { user: "postmark", password: "a webhook password for tests" };

/** The process for machines, in this process and on a port of its own. */
export async function serveApi(
  databaseUrl: string,
  logLevel = "silent",
): Promise<{ url: string; close(): Promise<void> }> {
  const database = await openDatabase(databaseUrl);
  // As main.ts does, where the test has a Temporal of its own.
  const client = process.env.TEMPORAL_NAMESPACE ? connectTemporal() : null;
  const api = createApi({
    ...database,
    environmentWebhook,
    log: createLogger("api", logLevel),
    calls: client ? createWorkflowCalls(client) : quietCalls,
    appUrl,
    realMail: false,
  });
  api.server.listen(0, "127.0.0.1");
  await once(api.server, "listening");
  const address = api.server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    close: async () => {
      await api.close();
      await client?.connection.close();
      await database.close();
    },
  };
}
