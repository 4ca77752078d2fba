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

/** Makes ten people of the organisation what was drawn, each cause for all of them at once. @returns customers' numbers in order */
async function set({ ctx, passId }: TestOrganisation, drawn: readonly Person[]): Promise<number[]> {
  const { organisationId } = ctx;
  const { rows } = await world.owner.query<{ id: string; number: number; family_id: string }>(
    "select id, number, family_id from customer where organisation_id = $1 order by number",
    [organisationId],
  );
  const people = JSON.stringify(drawn.map((one, at) => ({ ...one, ...rows[at] })));
  const run = (statement: string, ...values: unknown[]) =>
    world.owner.query(
      `with drawn as (
         select * from jsonb_to_recordset($2) as drawn (id uuid, family_id uuid, email text, application text, registration text, "optedOut" bool, blocked text, silent bool))
       ${statement}`,
      [organisationId, people, ...values],
    );
  await run(
    "update customer set email = nullif(drawn.email, '') from drawn where organisation_id = $1 and customer.id = drawn.id and drawn.email <> 'own'",
  );
  await run(
    "delete from application using drawn where organisation_id = $1 and customer_id = drawn.id and pass_id = $3 and drawn.application = 'none'",
    passId,
  );
  await run(
    "update application set status = drawn.application from drawn where organisation_id = $1 and customer_id = drawn.id",
  );
  const ofPets =
    "drawn join pet on pet.family_id = drawn.family_id where registration.organisation_id = $1 and pet_id = pet.id";
  await run(`delete from registration using ${ofPets} and drawn.registration = 'none'`);
  await run(`update registration set status = drawn.registration from ${ofPets}`);
  await run(
    `insert into preference (organisation_id, customer_id, channel, subscribed, source)
     select $1, id, 'campaign', false, 'link' from drawn where "optedOut"`,
  );
  await run(
    `insert into suppression (organisation_id, kind, value_key, reason)
     select $1, 'address', email_key, blocked from drawn join customer using (id) where blocked is not null and email_key is not null on conflict do nothing`,
  );
  await run(
    "update customer set last_transaction_at = now() - interval '3 years', created_at = now() - interval '4 years' from drawn where organisation_id = $1 and customer.id = drawn.id and silent",
  );
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
      const [everybody, will, willNot, added, ...concerned] = await Promise.all([
        listed({ kind: "all" }),
        listed({ kind: "will" }),
        listed({ kind: "will_not" }),
        listed({ kind: "added" }),
        ...count.reasons.map(({ code }) => listed({ kind: "reason", reason: code })),
      ]);
      expect(new Set(everybody.map(({ customerId }) => customerId)).size).toBe(everybody.length);
      expect(everybody).toHaveLength(count.willReceive + count.willNot);
      expect(will).toHaveLength(count.willReceive);
      expect(will.every(({ reasons }) => reasons.length === 0)).toBe(true);
      expect(willNot).toHaveLength(count.willNot);
      expect(added).toHaveLength(count.added);
      expect(count.reasons.map(({ code }, at) => ({ code, people: concerned[at]?.length }))).toEqual(
        count.reasons,
      );
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
      await nextStep({ ctx: worker, input: { broadcastId: campaignId, timings: quickTimings } });
      const { slices } = await snapshotAudience({ ctx: worker, input: { broadcastId: campaignId } });
      const before = await caller.campaign.progress({ campaignId });
      expect(before).toMatchObject({
        audience: everybody.length,
        buckets: { waiting: count.willReceive, skipped: count.willNot },
      });
      const waves = cap !== null && count.willReceive > cap ? Math.ceil(count.willReceive / cap) : null;
      expect(before.waves?.of ?? null).toBe(waves);
      const reasons = (list: readonly { code: string; people: number }[]) =>
        Object.fromEntries(list.map(({ code, people: some }) => [code, some]));
      expect(reasons(await caller.campaign.skipReasons({ campaignId }))).toEqual(reasons(count.reasons));
      for (let slice = 0; slice < Math.max(slices, waves ?? 1); slice += 1) {
        await nextStep({ ctx: worker, input: { broadcastId: campaignId, timings: quickTimings } });
        await sendSlice({ ctx: worker, input: { broadcastId: campaignId, slice, callMs: 10_000 } });
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
