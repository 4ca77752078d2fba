import { keepAudiences } from "@packpost/core/audience/kept/keep-audiences";
import { claimBatch } from "@packpost/core/broadcast/claim-batch";
import { finishBroadcast } from "@packpost/core/broadcast/finish-broadcast";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { inOrganisation } from "@packpost/db/orm";
import { reasonBits } from "@packpost/db/reason-bits";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
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

const limit = ({ ctx }: TestOrganisation, most: number | null, days = 7) =>
  world.owner.query("update organisation set frequency_most = $2, frequency_days = $3 where id = $1", [
    ...[ctx.organisationId, most, days],
  ]);
const countOf = async (organisation: TestOrganisation, campaignId: string) =>
  (await web.as(organisation)).audience.count({ campaignId, passId: organisation.passId });
/** What is kept of whom a campaign has reached is a minute old at most. */
const later = () => world.owner.query("update campaign_reach set as_of = as_of - interval '2 minutes'");
const skipsOf = async (campaignId: string) =>
  (
    await world.owner.query(
      `select number, skip_reasons, skip_facts from recipient join customer on customer.id = customer_id
       where broadcast_id = $1 and status = 'skipped' order by number`,
      [campaignId],
    )
  ).rows;

/** A campaign whose audience has been written down. @param count how many will receive it */
async function snapshot(organisation: TestOrganisation, count: number) {
  const campaignId = await world.due(organisation, count);
  const ctx = createTestWorkerContext(world, organisation);
  const input = { broadcastId: campaignId, timings: quickTimings, slice: 0, callMs: 10_000 };
  await nextStep({ ctx, input });
  await snapshotAudience({ ctx, input });
  return { campaignId, ctx, input, send: () => sendSlice({ ctx, input }) };
}

describe("C4 at most so many campaigns in so many days", () => {
  it("C4 O2 counts nothing while it is off", async () => {
    const { organisation } = await createSentCampaign(world, 4);
    const campaignId = await world.draft(organisation);
    expect(await countOf(organisation, campaignId)).toMatchObject({ willReceive: 4, reasons: [] });
    const { rows } = await world.owner.query("select from campaign_reach where organisation_id = $1", [
      organisation.ctx.organisationId,
    ]);
    expect(rows).toEqual([]);
  });

  it("C4 is a reason like any other: counted, filtered, explained, exported, and nobody is sent to", async () => {
    const { organisation } = await createSentCampaign(world, 4);
    await limit(organisation, 1);
    const campaignId = await world.draft(organisation);
    const expected = { willReceive: 0, willNot: 4, reasons: [{ code: "had_enough", people: 4 }] };
    expect(await countOf(organisation, campaignId)).toMatchObject(expected);
    const caller = await web.as(organisation);
    const key = { campaignId, passId: organisation.passId };
    for (const filter of [
      { kind: "reason", reason: "had_enough" },
      { kind: "will_not" },
      { kind: "all" },
    ] as const) {
      const { people } = await caller.audience.list({ ...key, filter });
      expect(people.map(({ reasons }) => reasons)).toEqual(
        Array(4).fill([{ code: "had_enough", at: expect.any(String), campaigns: ["Spring reopening"] }]),
      );
    }
    expect((await caller.audience.list({ ...key, filter: { kind: "will" } })).people).toEqual([]);
    expect(await caller.campaign.sending.send({ campaignId, version: 2, confirmedCount: 4 })).toEqual({
      outcome: "nobody_to_send_to",
    });
    await limit(organisation, 2);
    expect(await countOf(organisation, campaignId)).toMatchObject({ willReceive: 4 });
  });

  it("C4 is swept once: what is kept is what a sweep would find, until anything of it changes", async () => {
    const { organisation } = await createSentCampaign(world, 4);
    const { organisationId } = organisation.ctx;
    await limit(organisation, 1);
    const campaignId = await world.draft(organisation);
    await countOf(organisation, campaignId);
    const ranges = async (id: string) => {
      const { rows } = await inOrganisation(organisation.ctx.orm, organisation.ctx.organisationId, (em) =>
        sql<{ asked: string | null; swept: string | null }>`
          select had_enough(${id}::uuid)::text as asked, sweep_enough(${id}::uuid)::text as swept`.execute(
          em.getKysely(),
        ),
      );
      return rows[0];
    };
    const first = await ranges(campaignId);
    expect(first).toEqual({ asked: first?.swept, swept: expect.stringContaining("[") });
    // What is kept is what is read.
    await world.owner.query("update enough_kept set numbers = '{[7,8)}' where organisation_id = $1", [
      organisationId,
    ]);
    expect(await ranges(campaignId)).toEqual({ asked: "{[7,8)}", swept: first?.swept });
    await limit(organisation, 2);
    expect(await ranges(campaignId)).toEqual({ asked: null, swept: null });
    await countOf(organisation, campaignId);
    expect((await ranges(campaignId))?.asked).toBe("{}");
    await limit(organisation, null);
    expect((await ranges(campaignId))?.asked).toBeNull();
  });

  it("C4 a large campaign's reach is read by the sweep, and nobody waits for it", async () => {
    const { organisation, campaignId: sent } = await createSentCampaign(world, 4);
    await world.owner.query("update broadcast set slices = 200 where id = $1", [sent]);
    await limit(organisation, 1);
    const campaignId = await world.draft(organisation);
    expect(await countOf(organisation, campaignId)).toMatchObject({ willReceive: 4 });
    await keepAudiences({ ctx: createTestWorkerContext(world, organisation) });
    expect(await countOf(organisation, campaignId)).toMatchObject({ willReceive: 0, willNot: 4 });
  });

  it("C4 C3 it holds for people added by hand too: they skip the pass rule alone", async () => {
    const { organisation } = await createSentCampaign(world, 4);
    await limit(organisation, 1);
    const campaignId = await world.draft(organisation);
    const caller = await web.as(organisation);
    await caller.campaign.entries.enter({ campaignId, list: "add", text: "person1@inbox.example" });
    expect(await countOf(organisation, campaignId)).toMatchObject({
      willReceive: 0,
      added: 1,
      addedReceiving: 0,
    });
  });

  it("C4 C18 is counted by mailbox: whoever shares it has had enough, whoever has a new one has not", async () => {
    const { organisation } = await createSentCampaign(world, 4);
    await limit(organisation, 1);
    const { organisationId } = organisation.ctx;
    const change = (n: number, email: string) =>
      world.owner.query(
        "update customer set email = $3 where id = (select id from customer where organisation_id = $1 order by number offset $2 limit 1)",
        [organisationId, n, email],
      );
    await change(0, "new@inbox.example");
    const campaignId = await world.draft(organisation);
    expect(await countOf(organisation, campaignId)).toMatchObject({ willReceive: 1, willNot: 3 });
    const { rows } = await world.owner.query(
      "select email from customer where organisation_id = $1 order by number offset 1 limit 1",
      [organisationId],
    );
    await change(0, rows[0].email);
    await later();
    expect(await countOf(organisation, campaignId)).toMatchObject({ willReceive: 0, willNot: 4 });
  });

  it("C4 a campaign counts until so many days after its end", async () => {
    const { organisation, campaignId: sent } = await createSentCampaign(world, 4);
    await limit(organisation, 1, 3);
    const campaignId = await world.draft(organisation);
    for (const [days, willReceive] of [
      [2, 0],
      [4, 4],
    ] as const) {
      await world.owner.query(
        `update broadcast set status = 'sent', sending_began_at = now() - interval '9 days', finished_at = now() - make_interval(days => $2) where id = $1`,
        [sent, days],
      );
      expect(await countOf(organisation, campaignId)).toMatchObject({ willReceive });
    }
  });

  it("C4 is looked at again at the claim: whom another campaign has reached meanwhile is skipped, with that reason and what was enough", async () => {
    const organisation = await world.organisation(4);
    await limit(organisation, 1);
    const one = await snapshot(organisation, 4);
    const other = await snapshot(organisation, 4);
    await one.send();
    await other.send();
    const skips = await skipsOf(other.campaignId);
    expect(skips.map(({ skip_reasons: reasons }) => reasons)).toEqual(Array(4).fill(reasonBits.had_enough));
    expect(skips[0].skip_facts.lately).toEqual([{ name: "Spring reopening", at: expect.any(String) }]);
    const [reason, ...more] = await (await web.as(organisation)).campaign.skipReasons({
      campaignId: other.campaignId,
    });
    expect([reason, more]).toEqual([{ code: "had_enough", people: 4 }, []]);
    await finishBroadcast({ ctx: other.ctx, input: { broadcastId: other.campaignId } });
    expect(await checkInvariants({ ctx: organisation.ctx })).toEqual([]);
  });

  it("C4 two campaigns that take the same people at the same moment: each gets one of them", async () => {
    const organisation = await world.organisation(40);
    await limit(organisation, 1);
    const [one, other] = [await snapshot(organisation, 40), await snapshot(organisation, 40)];
    const claim = ({ ctx, input }: typeof one) =>
      claimBatch({ ctx, input: { ...input, kind: "campaign", size: 7 } });
    for (let round = 0; round < 8; round++) await Promise.all([claim(one), claim(other)]);
    const { rows } = await world.owner.query(
      `select customer_id, count(*) filter (where status = 'claimed')::int as claimed from recipient
       where broadcast_id = any($1) group by 1 having count(*) filter (where status = 'claimed') > 1`,
      [[one.campaignId, other.campaignId]],
    );
    expect(rows).toEqual([]);
  });

  it("C4 C16 a resend to those who failed is the same message: it counts once, and its people are not held by what it resends", async () => {
    const { organisation, campaignId: parent, recipientIds } = await createSentCampaign(world, 4);
    await limit(organisation, 2);
    await world.owner.query("update recipient set failed_at = now(), sent_at = null where id = $1", [
      recipientIds[0],
    ]);
    await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
      parent,
    ]);
    const caller = await web.as(organisation);
    const resend = await caller.campaign.related.resend({ campaignId: parent });
    const child = resend.outcome === "draft" ? resend.campaignId : "";
    await limit(organisation, 1);
    expect(await countOf(organisation, child)).toMatchObject({ willReceive: 1 });
    await limit(organisation, 2);
    // Both have reached somebody: still one message.
    await world.owner.query(
      `update broadcast set status = 'sent', sending_began_at = now(), finished_at = now(), send_at = now(), sent_by = campaign.author_id, template = '{}'
       from campaign where broadcast.id = $1 and campaign.id = broadcast.id`,
      [child],
    );
    await world.owner.query(
      `insert into recipient (organisation_id, broadcast_id, customer_id, email, email_key, sent_at)
       select organisation_id, $2, customer_id, email, email_key, now() from recipient where broadcast_id = $1 and sent_at is not null`,
      [parent, child],
    );
    await later();
    expect(await countOf(organisation, await world.draft(organisation))).toMatchObject({ willReceive: 4 });
  });

  it("P8 “Why didn't they get it?” says so, and what was enough", async () => {
    const organisation = await world.organisation(2);
    await limit(organisation, 1);
    const [one, other] = [await snapshot(organisation, 2), await snapshot(organisation, 2)];
    await one.send();
    await other.send();
    const { rows } = await world.owner.query(
      "select id from customer where organisation_id = $1 order by number limit 1",
      [organisation.ctx.organisationId],
    );
    const caller = await web.as(organisation);
    const asked = { customerId: rows[0].id, kind: "campaign", id: other.campaignId } as const;
    const why = JSON.stringify(await caller.customer.why(asked));
    expect(why).toContain("had_enough");
    expect(why).toContain("Spring reopening");
  });
});
