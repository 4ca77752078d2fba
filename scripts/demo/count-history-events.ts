import { Client, Connection } from "@temporalio/client";

/** Number of events in the history of a campaign's workflow. */
export async function countHistoryEvents(address: string, campaignId: string): Promise<number> {
  const connection = await Connection.connect({ address });
  try {
    const handle = new Client({ connection }).workflow.getHandle(`campaign/${campaignId}`);
    return (await handle.describe()).historyLength;
  } finally {
    await connection.close();
  }
}
