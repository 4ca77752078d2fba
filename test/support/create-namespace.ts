import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Client, Connection, WorkflowNotFoundError } from "@temporalio/client";

export type TestNamespace = { readonly name: string; readonly client: Client; close(): Promise<void> };

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD` */
const keyword = 2;

/**
 * A Temporal namespace of a test file's own, so that workers of two files never take each other's tasks. Sets Temporal's
 * environment variables of this process, which web and worker read.
 */
export async function createNamespace(address: string): Promise<TestNamespace> {
  const name = `test-${randomBytes(6).toString("hex")}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace: name,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await retry(() =>
    connection.operatorService.addSearchAttributes({
      namespace: name,
      searchAttributes: { OrganisationId: keyword },
    }),
  );
  const client = new Client({ connection, namespace: name });
  // Its other half, which starts workflows, hears of it later where the machine is busy.
  await retry(() =>
    client.workflow
      .getHandle("nobody")
      .describe()
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }),
  );
  process.env.TEMPORAL_ADDRESS = address;
  process.env.TEMPORAL_NAMESPACE = name;
  return { name, client, close: () => connection.close() };
}

/** The server learns of a new namespace after a moment. */
async function retry(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries >= 100) throw error;
      await delay(100);
    }
  }
}
