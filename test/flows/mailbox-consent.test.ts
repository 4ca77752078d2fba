import { claimDelivery } from "@packpost/core/delivery/claim-delivery";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openHousehold, shared } from "../support/household.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { tellEvents } from "../support/tell-events.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
const { household, run, snapshot, claim, recipient, press, review, change } = openHousehold(world, () => web);

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

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
      `select action, first_name, actor_kind, actor_id, detail->>'sharedMailbox' as shared from audit join customer on customer.id = subject_id
       where audit.organisation_id = $1 and subject_kind = 'customer' order by audit.id, first_name`,
      [organisation.ctx.organisationId],
    );
    const by = ({ customerId }: { customerId: string }) => ({ actor_kind: "customer", actor_id: customerId });
    expect(rows).toEqual([
      { action: "preference.unsubscribed", first_name: "Ana", ...by(ana), shared: null },
      ...[
        { action: "preference.subscribed", first_name: "Ana", ...by(ben), shared: "true" },
        { action: "preference.subscribed", first_name: "Ben", ...by(ben), shared: null },
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
    await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
      first,
    ]);
    const resend = await caller.campaign.related.resend({ campaignId: first });
    if (resend.outcome !== "draft") throw new Error(resend.outcome);
    const key = { campaignId: resend.campaignId, passId: organisation.passId };
    expect(await caller.audience.count(key)).toMatchObject({ willReceive: 1 });
    await press(organisation, (await recipient(before, "Ben")).id, "unsubscribe");
    expect(await caller.audience.count(key)).toMatchObject({ willReceive: 0, willNot: 1 });
    const copy = await caller.campaign.related.duplicate({ campaignId: first });
    expect(await review(organisation, copy.campaignId)).toMatchObject({
      Ana: [{ code: "unsubscribed", by: "Ben Okafor" }],
    });
  });

  it("K01 K07 C6 C18 a preview goes to no address that campaigns may not go to, asked again when it is claimed", async () => {
    const { organisation, before, first, caller } = await household();
    const campaignId = await world.draft(organisation);
    const preview = (to: string) => caller.delivery.sendPreview({ campaignId, version: 2, to });
    const queued = await preview(shared);
    if (queued.outcome !== "queued") throw new Error(queued.outcome);
    await press(organisation, (await recipient(first, "Ana")).id, "unsubscribe");
    await world.owner.query(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'domain', 'blocked.example', 'by_hand')",
      [organisation.ctx.organisationId],
    );
    expect(await preview(`dana@staff.example, ${shared.toUpperCase()}; x@blocked.example`)).toMatchObject({
      outcome: "refused_addresses",
      refused: [{ why: "unsubscribed" }, { why: "blocked" }],
    });
    const ctx = createTestWorkerContext(world, organisation);
    const [deliveryId = ""] = queued.deliveryIds;
    expect(
      await claimDelivery({
        ctx,
        input: { deliveryId, channel: "email", purpose: "preview", stream: "transactional", callMs: 10_000 },
      }),
    ).toBeNull();
    const { rows } = await world.owner.query(
      `select status, provider_message as "providerMessage" from delivery where id = $1`,
      [deliveryId],
    );
    expect(rows).toEqual([
      { status: "dropped", providerMessage: expect.stringContaining("nothing was sent") },
    ]);
    // The team's own addresses are theirs to write to.
    await world.owner.query("update organisation set support_email = $2 where id = $1", [
      organisation.ctx.organisationId,
      shared,
    ]);
    expect(await preview(shared)).toMatchObject({ outcome: "queued" });
    await press(organisation, (await recipient(before, "Ben")).id, "resubscribe");
  });
});
