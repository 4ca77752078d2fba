import type { Reason } from "@packpost/core/audience/explain-reasons";
import { enterPeople } from "@packpost/core/entry/enter-people";
import { nextStep } from "@packpost/core/sending/next-step";
import { sendSlice } from "@packpost/core/sending/send-slice";
import { snapshotAudience } from "@packpost/core/sending/snapshot-audience";
import { mintUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { authSecret, quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { tellEvents } from "../support/tell-events.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

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

const shared = "okafor@inbox.example";

/**
 * Four people: Cleo and Dan have mailboxes of their own, Ana and Ben Okafor share one. To it Ben's mail of the campaign
 * `before` went, while Ana was elsewhere, and Ana's of `first`.
 */
async function household() {
  const organisation = await world.organisation(4);
  const names = ["Ana", "Ben", "Cleo", "Dan"];
  await world.owner.query(
    `update customer set first_name = ($2::text[])[number], last_name = case when number <= 2 then 'Okafor' else 'Own' end,
       email = case when number = 2 then $3 else email end where organisation_id = $1`,
    [organisation.ctx.organisationId, names, shared],
  );
  const before = await run(organisation, 4);
  await change(organisation, "Ana", `email = '${shared}'`);
  const first = await run(organisation, 3);
  return { organisation, before, first, caller: await web.as(organisation) };
}

/** Sends a campaign step by step, without Temporal. */
async function run(organisation: TestOrganisation, willReceive: number): Promise<string> {
  const campaignId = await snapshot(organisation, willReceive);
  await claim(organisation, campaignId);
  return campaignId;
}

async function snapshot(organisation: TestOrganisation, willReceive: number): Promise<string> {
  const campaignId = await world.draft(organisation);
  await world.confirm(organisation, campaignId, willReceive);
  await world.hurry(campaignId);
  const ctx = createTestWorkerContext(world, organisation);
  await nextStep({ ctx, input: { campaignId, timings: quickTimings } });
  await snapshotAudience({ ctx, input: { campaignId } });
  return campaignId;
}

const claim = (organisation: TestOrganisation, campaignId: string) =>
  sendSlice({
    ctx: createTestWorkerContext(world, organisation),
    input: { campaignId, slice: 0, callMs: 10_000 },
  });

async function recipient(campaignId: string, firstName: string): Promise<{ id: string; status: string }> {
  const { rows } = await world.owner.query(
    "select recipient.id, status from recipient join customer on customer.id = customer_id where campaign_id = $1 and first_name = $2",
    [campaignId, firstName],
  );
  return rows[0];
}

/** Presses the button of the page behind the link in somebody's mail. */
async function press(
  organisation: TestOrganisation,
  recipientId: string,
  action: "unsubscribe" | "resubscribe",
) {
  const { organisationId } = organisation.ctx;
  const token = mintUnsubscribeToken({ organisationId, recipientId }, authSecret);
  expect((await web.unsubscribe(token, new URLSearchParams({ action }))).status).toBe(200);
}

/** The reasons of each person of a draft's review, by first name; nobody's is left out. */
async function review(organisation: TestOrganisation, campaignId: string): Promise<Record<string, Reason[]>> {
  const caller = await web.as(organisation);
  const { people } = await caller.audience.list({
    campaignId,
    passId: organisation.passId,
    filter: { kind: "all" },
  });
  return Object.fromEntries(people.map(({ name, reasons }) => [name.split(" ")[0] ?? "", reasons]));
}

const change = (organisation: TestOrganisation, firstName: string, set: string) =>
  world.owner.query(`update customer set ${set} where organisation_id = $1 and first_name = $2`, [
    organisation.ctx.organisationId,
    firstName,
  ]);

describe("consent belongs to the mailbox", () => {
  it("K01 C18 who unsubscribes does so for everybody at the mailbox, and the reason says whose choice it was", async () => {
    const { organisation, first, caller } = await household();
    expect(await recipient(first, "Ben")).toMatchObject({ status: "skipped" });
    await press(organisation, (await recipient(first, "Ana")).id, "unsubscribe");
    const campaignId = await world.draft(organisation);
    const key = { campaignId, passId: organisation.passId };
    expect(await caller.audience.count(key)).toMatchObject({
      willReceive: 2,
      willNot: 2,
      reasons: [{ code: "unsubscribed", people: 2 }],
    });
    const reasons = await review(organisation, campaignId);
    expect(reasons.Ana).toMatchObject([{ code: "unsubscribed", source: "link" }]);
    expect(reasons.Ana?.[0]).not.toHaveProperty("by");
    expect(reasons.Ben).toMatchObject([{ code: "unsubscribed", by: "Ana Okafor", source: "link" }]);
    expect(reasons).toMatchObject({ Cleo: [], Dan: [] });
    // Nobody is brought back by hand, under either name.
    const input = { campaignId, list: "add" as const, text: `Ben Okafor, ${shared}` };
    expect(await enterPeople({ ctx: organisation.ctx, input })).toMatchObject({ outcome: "entered" });
    expect(await caller.audience.count(key)).toMatchObject({ willReceive: 2 });
    const next = await run(organisation, 2);
    expect(await world.statuses(next)).toEqual({ sent: 2, skipped: 2 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("K01 C18 the second contact's choice keeps mail from the first, and from a third who comes later", async () => {
    const { organisation, first } = await household();
    await change(organisation, "Ana", "email = 'ana@inbox.example'");
    const second = await run(organisation, 4);
    await press(organisation, (await recipient(second, "Ben")).id, "unsubscribe");
    await change(organisation, "Ana", `email = ' ${shared.toUpperCase()} '`);
    await change(organisation, "Cleo", `email = '${shared}'`);
    const reasons = await review(organisation, await world.draft(organisation));
    expect(reasons.Ana).toMatchObject([{ code: "unsubscribed", by: "Ben Okafor" }]);
    expect(reasons.Cleo).toMatchObject([{ code: "unsubscribed", by: "Ben Okafor" }]);
    expect(reasons.Dan).toEqual([]);
    expect(first).not.toBe(second);
  });

  it("K01 K07 C18 the claim asks again: unsubscribing between snapshot and claim, by whoever has the mailbox", async () => {
    const { organisation, before, caller } = await household();
    const waiting = await snapshot(organisation, 3);
    await press(organisation, (await recipient(before, "Ben")).id, "unsubscribe");
    await claim(organisation, waiting);
    expect(await world.statuses(waiting)).toEqual({ sent: 2, skipped: 2 });
    const { id } = await recipient(waiting, "Ana");
    const panel = await caller.campaign.recipient({ campaignId: waiting, recipientId: id });
    expect(panel).toMatchObject({ status: "skipped", reasons: [{ code: "unsubscribed" }] });
    expect(panel.reach).toMatchObject([{ code: "unsubscribed", by: "Ben Okafor" }]);
  });

  it("K01 C18 P6 subscribing again at the mailbox lifts it for everybody there, by whose link ever", async () => {
    const { organisation, before, first, caller } = await household();
    const ana = await recipient(first, "Ana");
    const ben = await recipient(before, "Ben");
    await press(organisation, ana.id, "unsubscribe");
    await press(organisation, ben.id, "resubscribe");
    const campaignId = await world.draft(organisation);
    expect(await caller.audience.count({ campaignId, passId: organisation.passId })).toMatchObject({
      willReceive: 3,
      reasons: [{ code: "same_mailbox", people: 1 }],
    });
    // Each change is in the audit once, with whose it was; pressed again, nothing is added.
    await press(organisation, ben.id, "resubscribe");
    const { rows } = await world.owner.query(
      `select action, first_name, actor_id, detail->>'sharedMailbox' as shared from audit join customer on customer.id = subject_id
       where audit.organisation_id = $1 and subject_kind = 'customer' order by audit.id, first_name`,
      [organisation.ctx.organisationId],
    );
    expect(rows).toEqual([
      { action: "preference.unsubscribed", first_name: "Ana", actor_id: ana.id, shared: null },
      ...[
        { action: "preference.subscribed", first_name: "Ana", actor_id: ben.id, shared: "true" },
        { action: "preference.subscribed", first_name: "Ben", actor_id: ben.id, shared: null },
      ],
    ]);
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("K01 C18 who moves takes their own no along, and leaves it at the old address too", async () => {
    const { organisation, before, first } = await household();
    await press(organisation, (await recipient(first, "Ana")).id, "unsubscribe");
    await change(organisation, "Ana", "email = 'ana@elsewhere.example'");
    const draft = await world.draft(organisation);
    expect(await review(organisation, draft)).toMatchObject({
      Ana: [{ code: "unsubscribed" }],
      Ben: [{ code: "unsubscribed", by: "Ana Okafor" }],
    });
    // Where she comes to, nothing was said; she reads it, so nobody else there is written to while she is.
    await change(
      organisation,
      "Ana",
      "email = (select email from customer where first_name = 'Cleo' and organisation_id = $1)",
    );
    expect(await review(organisation, draft)).toMatchObject({
      Cleo: [{ code: "unsubscribed", by: "Ana Okafor" }],
    });
    await change(organisation, "Ana", "email = 'ana@elsewhere.example'");
    expect(await review(organisation, draft)).toMatchObject({ Cleo: [] });
    // The mailbox's yes does not speak for somebody who has left it.
    await press(organisation, (await recipient(before, "Ben")).id, "resubscribe");
    expect(await review(organisation, draft)).toMatchObject({ Ana: [{ code: "unsubscribed" }], Ben: [] });
  });

  it("K01 C14 C18 the provider's word is the mailbox's as well: complaint, and opt-out told by a webhook", async () => {
    for (const [kind, code] of [
      ["complained", "complained"],
      ["unsubscribed", "unsubscribed"],
    ] as const) {
      const { organisation, first } = await household();
      const { id } = await recipient(first, "Ana");
      await tellEvents(organisation, [id], kind);
      const { Ben = [], Cleo } = await review(organisation, await world.draft(organisation));
      expect(Ben.map((reason) => reason.code)).toContain(code);
      expect(Cleo).toEqual([]);
      await run(organisation, 2);
    }
  });

  it("K01 C16 C18 a resend and a duplicate ask the same", async () => {
    const { organisation, before, first, caller } = await household();
    const ana = await recipient(first, "Ana");
    await world.owner.query(
      "update recipient set sent_at = null, provider_message_id = null, failed_at = now() where id = $1",
      [ana.id],
    );
    await world.owner.query("update campaign set status = 'sent', finished_at = now() where id = $1", [
      first,
    ]);
    const resend = await caller.campaign.again.resend({ campaignId: first });
    if (resend.outcome !== "draft") throw new Error(resend.outcome);
    const key = { campaignId: resend.campaignId, passId: organisation.passId };
    expect(await caller.audience.count(key)).toMatchObject({ willReceive: 1 });
    await press(organisation, (await recipient(before, "Ben")).id, "unsubscribe");
    expect(await caller.audience.count(key)).toMatchObject({ willReceive: 0, willNot: 1 });
    const copy = await caller.campaign.again.duplicate({ campaignId: first });
    expect(await review(organisation, copy.campaignId)).toMatchObject({
      Ana: [{ code: "unsubscribed", by: "Ben Okafor" }],
    });
  });

  it("P6 C9 the panel says that somebody has come back, with when, and what keeps mail from them if not", async () => {
    const { organisation, before, first, caller } = await household();
    const { id } = await recipient(first, "Ana");
    const panel = () => caller.campaign.recipient({ campaignId: first, recipientId: id });
    const told = async () =>
      (await panel()).events.map(({ kind }) => kind).filter((kind) => /subscribed/.test(kind));
    await press(organisation, id, "unsubscribe");
    expect(await panel()).toMatchObject({ status: "unsubscribed", reach: [{ code: "unsubscribed" }] });
    await press(organisation, id, "resubscribe");
    expect(await panel()).toMatchObject({ status: "unsubscribed", reach: [] });
    expect(await told()).toEqual(["unsubscribed", "resubscribed"]);
    await press(organisation, (await recipient(before, "Ben")).id, "unsubscribe");
    expect(await panel()).toMatchObject({ reach: [{ code: "unsubscribed", by: "Ben Okafor" }] });
    await press(organisation, id, "unsubscribe");
    expect(await told()).toEqual(["unsubscribed", "resubscribed", "unsubscribed"]);
  });

  it("P6 a reversal never lowers a past campaign's count", async () => {
    const { organisation, first, caller } = await household();
    const { id } = await recipient(first, "Ana");
    await press(organisation, id, "unsubscribe");
    const counted = async () => (await caller.campaign.progress({ campaignId: first })).facts.unsubscribed;
    expect(await counted()).toBe(1);
    await press(organisation, id, "resubscribe");
    expect(await counted()).toBe(1);
    expect(await recipient(first, "Ana")).toMatchObject({ status: "unsubscribed" });
    expect(await world.broken(organisation)).toEqual([]);
  });
});
