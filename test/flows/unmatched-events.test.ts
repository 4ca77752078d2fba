import { matchLateEvents } from "@packpost/core/provider-event/match-late-events";
import { recordEvents } from "@packpost/core/provider-event/record-events";
import type { EmailEvent } from "@packpost/providers/email-event";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

it("C9 keeps events about nobody here up to a quota, and those about somebody always", async () => {
  const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 3);
  const tell = (events: EmailEvent[]) =>
    recordEvents({
      ctx: organisation.ctx,
      input: { events: events.map((event) => ({ event, payload: {} })), mostUnmatched: 5 },
    });
  const strangers = Array.from({ length: 4 }, (_, n) => eventOf({ dedupeKey: `stranger-${n}` }));

  expect(await tell(strangers)).toMatchObject({ notKept: 0 });
  expect(await tell(strangers)).toMatchObject({ notKept: 0 });
  expect(await unmatched(organisation)).toBe(4);
  const more = Array.from({ length: 3 }, (_, n) => eventOf({ dedupeKey: `more-${n}` }));
  const bounce = eventOf({ dedupeKey: "of-somebody", kind: "delivered", recipientId: recipientIds[0] ?? "" });
  expect(await tell([...more, bounce])).toMatchObject({ notKept: 2 });
  expect(await unmatched(organisation)).toBe(5);
  expect(await world.statuses(campaignId)).toEqual({ delivered: 1, sent: 2 });
  // Told again: what was kept is not counted as more.
  expect(await tell([...strangers, bounce])).toMatchObject({ notKept: 0 });
  expect(await unmatched(organisation)).toBe(5);
  expect(await world.broken(organisation)).toEqual([]);
});

it("C9 an event that is kept within the quota still finds its recipient later, and makes room", async () => {
  const { organisation, recipientIds } = await createSentCampaign(world, 1);
  const early = eventOf({ dedupeKey: "early", providerMessageId: "told-before-it-was-known" });
  const input = { mostUnmatched: 1 };
  await recordEvents({ ctx: organisation.ctx, input: { ...input, events: [{ event: early, payload: {} }] } });
  await world.owner.query(
    "update recipient set provider_message_id = 'told-before-it-was-known' where id = $1",
    [recipientIds[0]],
  );
  expect(await matchLateEvents({ ctx: organisation.ctx, input: { read: () => early } })).toBe(1);
  const next = eventOf({ dedupeKey: "next" });
  expect(
    await recordEvents({
      ctx: organisation.ctx,
      input: { ...input, events: [{ event: next, payload: {} }] },
    }),
  ).toMatchObject({ notKept: 0 });
});

function eventOf(event: Partial<EmailEvent>): EmailEvent {
  return {
    dedupeKey: "event",
    kind: "delivered",
    providerKind: "Delivery",
    occurredAt: new Date(),
    bot: false,
    suppresses: false,
    ...event,
  };
}

async function unmatched({ ctx }: TestOrganisation): Promise<number> {
  const { rows } = await world.owner.query(
    "select count(*)::int as n from provider_event where organisation_id = $1 and recipient_id is null",
    [ctx.organisationId],
  );
  return rows[0].n;
}
