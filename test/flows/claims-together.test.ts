import { claimBatch } from "@packpost/core/broadcast/claim-batch";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { holdRows } from "../support/hold-rows.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
const held = holdRows(world);
beforeAll(() => world.open());
afterAll(() => world.close());

it("C3 a claim looks again where another one has just given the mailbox to somebody else", async () => {
  const organisation = await world.organisation(2);
  const campaignId = await world.due(organisation, 2);
  const ctx = createTestWorkerContext(world, organisation);
  const input = { broadcastId: campaignId, timings: quickTimings, slice: 0, callMs: 10_000 };
  expect(await nextStep({ ctx, input })).toEqual({ do: "snapshot" });
  await snapshotAudience({ ctx, input });
  const { organisationId } = organisation.ctx;
  await world.owner.query("update customer set email = 'same@inbox.example' where organisation_id = $1", [
    organisationId,
  ]);
  // What another worker's claim has done and not committed yet.
  const other = await world.owner.connect();
  await other.query("begin");
  await other.query(
    `update recipient set email_key = customer.email_key from customer
     where customer.id = recipient.customer_id and broadcast_id = $1 and customer.organisation_id = $2 and number = 2`,
    [campaignId, organisationId],
  );
  const claimed = claimBatch({ ctx, input: { ...input, kind: "campaign", size: 500 } });
  await held.stalled("with open as (");
  await other.query("commit");
  other.release();
  expect((await claimed).recipients).toHaveLength(1);
  expect(await world.statuses(campaignId)).toEqual({ claimed: 1, skipped: 1 });
});
