import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { quickTimings, type TestOrganisation, type TestWorld } from "./open-world.ts";
import { createTestWorkerContext } from "./worker-context.ts";

/**
 * An organisation with a campaign that the simulator has accepted, step by step without Temporal.
 * @returns recipients in the order of their customers' numbers
 */
export async function createSentCampaign(
  world: TestWorld,
  customers: number,
): Promise<{ organisation: TestOrganisation; campaignId: string; recipientIds: string[] }> {
  const organisation = await world.organisation(customers);
  const campaignId = await world.due(organisation, customers);
  const ctx = createTestWorkerContext(world, organisation);
  const input = { broadcastId: campaignId, timings: quickTimings };
  await nextStep({ ctx, input });
  await snapshotAudience({ ctx, input });
  await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 10_000 } });
  const { rows } = await world.owner.query(
    "select recipient.id from recipient join customer on customer.id = customer_id where broadcast_id = $1 order by number",
    [campaignId],
  );
  return { organisation, campaignId, recipientIds: rows.map(({ id }) => id) };
}
