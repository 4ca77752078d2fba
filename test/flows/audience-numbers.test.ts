import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const people = 10;
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

/** Everything that decides about one person, in any combination. */
const person = fc.record({
  email: fc.constantFrom(
    "own",
    "own",
    "own",
    "one@inbox.example",
    "two@inbox.example",
    "ONE@Inbox.example ",
    "",
    "a..b@x",
  ),
  application: fc.constantFrom("approved", "approved", "approved", "pending", "denied", "none"),
  registration: fc.constantFrom("active", "active", "inactive", "none"),
  optedOut: fc.constantFrom(false, false, false, true),
  blocked: fc.constantFrom(null, null, null, "hard_bounce", "complaint", "by_hand"),
  silent: fc.constantFrom(false, false, false, false, true),
  list: fc.constantFrom(null, null, "add", "exclude", "both"),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;
const audience = fc.record({
  people: fc.array(person, { minLength: people, maxLength: people }),
  cap: fc.constantFrom(null, 1, 3),
});

/** Makes ten people of the organisation what was drawn. @returns customers' numbers in order */
async function set({ ctx, passId }: TestOrganisation, drawn: readonly Person[]): Promise<number[]> {
  const { organisationId } = ctx;
  const { rows } = await world.owner.query(
    "select id, number, family_id from customer where organisation_id = $1 order by number",
    [organisationId],
  );
  for (const [at, one] of drawn.entries()) {
    const { id, family_id: familyId } = rows[at];
    const run = (text: string, ...values: unknown[]) => world.owner.query(text, [organisationId, ...values]);
    if (one.email !== "own")
      await run(
        "update customer set email = nullif($3, '') where organisation_id = $1 and id = $2",
        id,
        one.email,
      );
    if (one.application === "none")
      await run(
        "delete from application where organisation_id = $1 and customer_id = $2 and pass_id = $3",
        id,
        passId,
      );
    else
      await run(
        "update application set status = $3 where organisation_id = $1 and customer_id = $2",
        id,
        one.application,
      );
    const pets = "organisation_id = $1 and pet_id in (select id from pet where family_id = $2)";
    if (one.registration === "none") await run(`delete from registration where ${pets}`, familyId);
    else await run(`update registration set status = $3 where ${pets}`, familyId, one.registration);
    if (one.optedOut)
      await run(
        "insert into preference (organisation_id, customer_id, channel, subscribed, source) values ($1, $2, 'campaign', false, 'link')",
        id,
      );
    if (one.blocked)
      await run(
        `insert into suppression (organisation_id, kind, value_key, reason)
         select $1, 'address', email_key, $3 from customer where id = $2 and email_key is not null on conflict do nothing`,
        id,
        one.blocked,
      );
    if (one.silent)
      await run(
        "update customer set last_transaction_at = now() - interval '3 years', created_at = now() - interval '4 years' where organisation_id = $1 and id = $2",
        id,
      );
  }
  return rows.map(({ number }) => number);
}

it("C4 C7 C13 C15 C16 review, filters, dialog, file, snapshot, waves and resend show the same numbers, whatever the people", async () => {
  await fc.assert(
    fc.asyncProperty(audience, async ({ people: drawn, cap }) => {
      const organisation = await world.organisation(people);
      const { ctx, passId } = organisation;
      await world.owner.query("update organisation set mass_cap = $2 where id = $1", [
        ctx.organisationId,
        cap,
      ]);
      const numbers = await set(organisation, drawn);
      const caller = await web.as(organisation);
      const campaignId = await world.draft(organisation);
      for (const list of ["add", "exclude"] as const) {
        const text = numbers.filter((_, at) => [list, "both"].includes(drawn[at]?.list ?? "")).join(", ");
        if (text !== "") await caller.campaign.entries.enter({ campaignId, list, text });
      }
      const key = { campaignId, passId };
      const count = await caller.audience.count(key);
      const listed = async (filter: Parameters<typeof caller.audience.list>[0]["filter"]) => {
        const all = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await caller.audience.list({ ...key, filter, pageSize: 3, cursor });
          all.push(...page.people);
          cursor = page.nextCursor;
        }
        return all;
      };
      const everybody = await listed({ kind: "all" });
      const will = await listed({ kind: "will" });
      expect(new Set(everybody.map(({ customerId }) => customerId)).size).toBe(everybody.length);
      expect(everybody).toHaveLength(count.willReceive + count.willNot);
      expect(will).toHaveLength(count.willReceive);
      expect(will.every(({ reasons }) => reasons.length === 0)).toBe(true);
      expect(await listed({ kind: "will_not" })).toHaveLength(count.willNot);
      expect(await listed({ kind: "added" })).toHaveLength(count.added);
      for (const { code, people: concerned } of count.reasons)
        expect([code, await listed({ kind: "reason", reason: code })]).toEqual([
          code,
          expect.objectContaining({ length: concerned }),
        ]);
      // One mail a mailbox.
      expect(new Set(will.map(({ email }) => email?.trim().toLowerCase())).size).toBe(will.length);
      expect(await readFile(organisation, campaignId)).toHaveLength(everybody.length);
      expect((await caller.campaign.sending.review({ campaignId })).willReceive).toBe(count.willReceive);

      const send = (confirmedCount: number) =>
        caller.campaign.sending.send({ campaignId, version: 2, confirmedCount });
      expect(await send(count.willReceive + 1)).toMatchObject(
        count.willReceive === 0
          ? { outcome: "nobody_to_send_to" }
          : { outcome: "audience_changed", now: count.willReceive },
      );
      if (count.willReceive === 0) return;
      await world.confirm(organisation, campaignId, count.willReceive);
      await world.hurry(campaignId);
      const worker = createTestWorkerContext(world, organisation);
      await nextStep({ ctx: worker, input: { campaignId, timings: quickTimings } });
      const { slices } = await snapshotAudience({ ctx: worker, input: { campaignId } });
      const before = await caller.campaign.progress({ campaignId });
      expect(before).toMatchObject({
        audience: everybody.length,
        buckets: { waiting: count.willReceive, skipped: count.willNot },
      });
      const waves = cap !== null && count.willReceive > cap ? Math.ceil(count.willReceive / cap) : null;
      expect(before.waves?.of ?? null).toBe(waves);
      const reasons = (list: readonly { code: string; people: number }[]) =>
        Object.fromEntries(list.map(({ code, people: concerned }) => [code, concerned]));
      expect(reasons(await caller.campaign.skipReasons({ campaignId }))).toEqual(reasons(count.reasons));
      for (let slice = 0; slice < Math.max(slices, waves ?? 1); slice += 1) {
        await nextStep({ ctx: worker, input: { campaignId, timings: quickTimings } });
        await sendSlice({ ctx: worker, input: { campaignId, slice, callMs: 10_000 } });
      }
      const after = await caller.campaign.progress({ campaignId });
      expect(after).toMatchObject({
        audience: everybody.length,
        buckets: { waiting: 0, sent: count.willReceive, skipped: count.willNot },
      });
      expect((await world.ledger(organisation.token)).accepted).toBe(count.willReceive);
      // Half of them failed: a resend shows exactly those.
      const failing = Math.ceil(count.willReceive / 2);
      await world.owner.query(
        `update recipient set sent_at = null, provider_message_id = null, failed_at = now()
         where id in (select id from recipient where broadcast_id = $1 and status = 'sent' order by id limit $2)`,
        [campaignId, failing],
      );
      await world.owner.query("update broadcast set status = 'sent', finished_at = now() where id = $1", [
        campaignId,
      ]);
      const resend = await caller.campaign.related.resend({ campaignId });
      if (resend.outcome !== "draft") throw new Error(resend.outcome);
      const again = { campaignId: resend.campaignId, passId };
      const recount = await caller.audience.count(again);
      expect(recount.willReceive).toBe(failing);
      expect((await caller.audience.list({ ...again, filter: { kind: "will" } })).people).toHaveLength(
        failing,
      );
      expect((await caller.campaign.sending.review({ campaignId: resend.campaignId })).willReceive).toBe(
        failing,
      );
      expect(await world.broken(organisation)).toEqual([]);
    }),
    { numRuns: 12, seed: 7, endOnFailure: true },
  );
});

async function readFile(organisation: TestOrganisation, campaignId: string): Promise<unknown[]> {
  const { GET } = await import("../../apps/web/src/app/api/export/campaigns/[id]/audience/route.ts");
  const headers = await signIn(world, organisation, "owner");
  const answer = await GET(
    new Request(`${appUrl}/api/export/campaigns/${campaignId}/audience`, { headers }),
    {
      params: Promise.resolve({ id: campaignId }),
    },
  );
  expect(answer.status).toBe(200);
  return parse(await answer.text(), { bom: true, columns: true });
}
