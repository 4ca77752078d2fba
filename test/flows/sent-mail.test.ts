import { nextStep } from "@packpost/core/broadcast/next-step";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

it("C10 shows the mail as a recipient got it, whatever has changed since", async () => {
  const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 3);
  const caller = await web.as(organisation, "senior");
  const [recipientId] = recipientIds;
  const before = await caller.campaign.sentMail({ campaignId, recipientId });
  await world.owner.query(
    "update customer set first_name = 'Renamed' where id = (select customer_id from recipient where id = $1)",
    [recipientId],
  );
  await world.owner.query("update campaign set subject = 'Other words' where id = $1", [campaignId]);
  const after = await caller.campaign.sentMail({ campaignId, recipientId });
  expect(after.message).toEqual(before.message);
  expect(after).toMatchObject({ asSent: true, person: { name: expect.stringMatching(/^Renamed/) } });
  expect(after.message.html).toContain('href="#"');
  expect(after.message.html).not.toContain("/u/");
  expect(after.message.text).not.toContain("/u/");

  const example = await caller.campaign.sentMail({ campaignId });
  expect(example).toMatchObject({ asSent: false, person: null });
});

it("C10 shows whoever still waits the mail they would get, and nothing of strangers or drafts", async () => {
  const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 1);
  await world.owner.query(
    "update recipient set attempt_id = null, claimed_at = null, sent_at = null, delivered_at = null where id = $1",
    [recipientIds[0]],
  );
  const caller = await web.as(organisation);
  expect(await caller.campaign.sentMail({ campaignId, recipientId: recipientIds[0] })).toMatchObject({
    asSent: false,
    person: { name: expect.any(String) },
  });
  const other = await createSentCampaign(world, 1);
  for (const input of [
    { campaignId, recipientId: other.recipientIds[0] },
    { campaignId: other.campaignId },
    { campaignId: await world.draft(organisation) },
  ])
    await expect(caller.campaign.sentMail(input)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("C8 says about whom the provider owes an answer, and when it is asked next", async () => {
  const { organisation, campaignId, recipientIds } = await createSentCampaign(world, 3);
  const caller = await web.as(organisation);
  expect((await caller.campaign.progress({ campaignId })).reconciling).toBeNull();
  await world.owner.query(
    "update recipient set sent_at = null, delivered_at = null, opened_at = null where id = any($1)",
    [recipientIds.slice(0, 2)],
  );
  const { rows } = await world.owner.query(
    `update attempt set ended_at = null, outcome = null, call_until = now() - interval '5 seconds', looked_up_at = null
     where broadcast_id = $1 returning call_until`,
    [campaignId],
  );
  const say = (column: "provider_message" | "ask_message", words: string) =>
    world.owner.query(`update attempt set ${column} = $2 where broadcast_id = $1`, [campaignId, words]);
  const asking = async () => (await caller.campaign.progress({ campaignId })).reconciling;
  // Until the workflow has looked nobody knows by which timings it goes.
  expect(await asking()).toEqual({ people: 2, nextLookAt: null, providerMessage: null });
  const timings = { reconcileAfterMs: 42_000, reconcileEveryMs: 300_000 };
  await nextStep({ ctx: organisation.ctx, input: { broadcastId: campaignId, timings } });
  await say("ask_message", "The search answered 503.");
  expect(await asking()).toEqual({
    people: 2,
    nextLookAt: new Date(rows[0].call_until.getTime() + 42_000),
    providerMessage: "The search answered 503.",
  });
  const looked = await world.owner.query(
    "update attempt set looked_up_at = now() where broadcast_id = $1 returning looked_up_at",
    [campaignId],
  );
  await nextStep({ ctx: organisation.ctx, input: { broadcastId: campaignId, timings } });
  // Why the call itself was not answered says more than the last question about it.
  await say("provider_message", "The connection was reset.");
  expect(await asking()).toEqual({
    people: 2,
    nextLookAt: new Date(looked.rows[0].looked_up_at.getTime() + 300_000),
    providerMessage: "The connection was reset.",
  });
});
