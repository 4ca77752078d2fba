import { followUp } from "@packpost/core/provider-event/follow-up";
import { recordEvents } from "@packpost/core/provider-event/record-events";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

it("C15 events that come one at a time leave few deltas to sum, and the totals right", async () => {
  const people = 150;
  const { organisation, campaignId, recipientIds } = await createSentCampaign(world, people);
  const events = (["delivered", "opened", "clicked"] as const).flatMap((kind, turn) =>
    recipientIds.map((recipientId) => ({
      dedupeKey: `${kind}-${recipientId}`,
      kind,
      providerKind: kind,
      occurredAt: new Date(Date.now() + turn * 60_000),
      recipientId,
      bot: false,
      suppresses: false,
      ...(kind === "clicked" && { url: "https://example.org" }),
    })),
  );
  const lane = async () => {
    for (let event = events.pop(); event !== undefined; event = events.pop()) {
      const { ctx } = organisation;
      const { toFollow } = await recordEvents({ ctx, input: { events: [{ event, payload: {} }] } });
      await followUp({ ctx, input: toFollow });
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  const { rows } = await world.owner.query(
    "select count(*)::int as deltas from broadcast_tally where broadcast_id = $1",
    [campaignId],
  );
  // Unfolded there would be more than a thousand.
  expect(rows[0].deltas).toBeLessThan(550);
  const { rows: sums } = await world.owner.query(
    "select measure, sum(n)::int as n from broadcast_tally where broadcast_id = $1 and measure in ('clicked', 'fact:delivered', 'sent') group by 1 having sum(n) <> 0 order by 1",
    [campaignId],
  );
  expect(sums).toEqual([
    { measure: "clicked", n: people },
    { measure: "fact:delivered", n: people },
  ]);
  expect(await world.broken(organisation)).toEqual([]);
});
