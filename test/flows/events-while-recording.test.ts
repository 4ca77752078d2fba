import { claimBatch } from "@packpost/core/broadcast/claim-batch";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { recordResults } from "@packpost/core/broadcast/record-results";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { recordEvents } from "@packpost/core/provider-event/record-events";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

it("C9 events that come while their call is being recorded neither wait for ever nor fail it", async () => {
  const batches = 6;
  const organisation = await world.organisation(500 * batches);
  const campaignId = await world.due(organisation, 500 * batches);
  const ctx = createTestWorkerContext(world, organisation);
  const input = { broadcastId: campaignId, timings: quickTimings };
  await nextStep({ ctx, input });
  await snapshotAudience({ ctx, input });
  for (let batch = 0; batch < batches; batch += 1) {
    const slice = Math.floor((batch * 500) / 5_000);
    const { attemptId, recipients } = await claimBatch({
      ctx,
      input: { broadcastId: campaignId, kind: "campaign", slice, size: 500, callMs: 60_000 },
    });
    // The provider answers in an order of its own.
    const results = recipients.toReversed().map(({ id }) => ({
      status: "accepted" as const,
      recipientId: id,
      providerMessageId: `message-${id}`,
      at: new Date(),
    }));
    const events = recipients.map(({ id }) => ({
      payload: {},
      event: {
        dedupeKey: `delivered-${id}`,
        kind: "delivered" as const,
        providerKind: "Delivery",
        occurredAt: new Date(),
        recipientId: id,
        bot: false,
        suppresses: false,
      },
    }));
    await Promise.all([
      recordResults({ ctx, input: { attemptId: attemptId ?? "", results } }),
      recordEvents({ ctx, input: { events: events.slice(0, 250) } }),
      recordEvents({ ctx, input: { events: events.slice(250) } }),
    ]);
  }
  expect(await world.statuses(campaignId)).toEqual({ delivered: 500 * batches });
  expect(await world.broken(organisation)).toEqual([]);
});
