import { randomUUID } from "node:crypto";
import { bucketOf, isRecipientStatus } from "@packpost/core/campaign/buckets";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createDraft, createRecipients } from "../support/create-campaign.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

/** First-seen facts that a provider tells, in whatever order they come. */
const told = [
  "sent_at",
  "delivered_at",
  "opened_at",
  "bot_opened_at",
  "clicked_at",
  "bot_clicked_at",
  "soft_bounced_at",
  "hard_bounced_at",
  "unsubscribed_at",
  "complained_at",
] as const;
const ours = ["cancelled_at", "dropped_at", "failed_at", "unconfirmed_at"] as const;
type Fact = (typeof told)[number] | (typeof ours)[number];

let organisation: TestOrganisation;
let rows: string[] = [];
let attemptId = "";

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  const passId = await createPass(organisation);
  const campaignId = await createDraft(organisation, { passId });
  rows = await createRecipients(organisation, { campaignId, passId, count: 400 });
  attemptId = randomUUID();
  await database.owner.query(
    "insert into attempt (organisation_id, id, broadcast_id, call_until, recipients) values ($1, $2, $3, now(), 1)",
    [organisation.organisationId, attemptId, campaignId],
  );
});

/** Tells a fresh row these facts one after the other, each at its own time, as events do (first seen stays). */
async function tell(id: string, facts: readonly Fact[], times: ReadonlyMap<Fact, number>): Promise<unknown> {
  const client = await database.app.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.organisation_id', $1, true)", [organisation.organisationId]);
    await client.query("update recipient set attempt_id = $2, claimed_at = '2026-01-01' where id = $1", [
      id,
      attemptId,
    ]);
    for (const fact of facts) {
      await client.query(
        `update recipient set ${fact} = coalesce(${fact}, '2026-01-01'::timestamptz + make_interval(secs => $2)) where id = $1`,
        [id, times.get(fact) ?? 1],
      );
    }
    const { rows: found } = await client.query(
      "select status, status_at::text from recipient where id = $1",
      [id],
    );
    await client.query("commit");
    return found[0];
  } finally {
    client.release();
  }
}

async function statusOf(facts: readonly Fact[]): Promise<string> {
  const found = await tell(rows.pop() ?? "", facts, new Map());
  return found instanceof Object && "status" in found ? String(found.status) : "";
}

describe("C9 a recipient's status", () => {
  it("C9 is the same for any order of the same facts", async () => {
    const somefacts = fc
      .uniqueArray(fc.constantFrom(...told, ...ours), { minLength: 1, maxLength: 7 })
      .chain((facts) =>
        fc.record({
          one: fc.constant(facts),
          other: fc.shuffledSubarray(facts, { minLength: facts.length }),
          seconds: fc.array(fc.integer({ min: 1, max: 100_000 }), {
            minLength: facts.length,
            maxLength: facts.length,
          }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(somefacts, async ({ one, other, seconds }) => {
        const times = new Map(one.map((fact, at) => [fact, seconds[at] ?? 1]));
        const first = await tell(rows.pop() ?? "", one, times);
        expect(await tell(rows.pop() ?? "", other, times)).toEqual(first);
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  it.each<[string, readonly Fact[], string]>([
    ["C9 a hard bounce after delivery", ["sent_at", "delivered_at", "hard_bounced_at"], "bounced"],
    [
      "C9 a complaint after a click",
      ["sent_at", "delivered_at", "opened_at", "clicked_at", "complained_at"],
      "spam_complaint",
    ],
    [
      "C9 a soft bounce that was delivered later",
      ["sent_at", "soft_bounced_at", "delivered_at"],
      "delivered",
    ],
    ["C9 a soft bounce alone", ["sent_at", "soft_bounced_at"], "bounced"],
    ["C9 an unsubscribe after a click", ["sent_at", "clicked_at", "unsubscribed_at"], "unsubscribed"],
    [
      "C11 a machine's open is no open",
      ["sent_at", "delivered_at", "bot_opened_at", "bot_clicked_at"],
      "delivered",
    ],
    ["C9 unconfirmed, then a webhook proves delivery", ["unconfirmed_at", "delivered_at"], "delivered"],
    ["C9 unconfirmed, then the look-up finds it", ["unconfirmed_at", "sent_at"], "sent"],
    ["C9 dropped by the provider", ["dropped_at"], "dropped"],
    ["C9 nothing but the claim", [], "claimed"],
  ])("%s", async (_name, facts, status) => {
    expect(await statusOf(facts)).toBe(status);
  });

  it("C15 is always a known one, so every recipient is in exactly one bucket", async () => {
    const { rows: found } = await database.owner.query<{ status: string; n: number }>(
      "select status, count(*)::int as n from recipient group by 1",
    );
    const buckets = new Map<string, number>();
    for (const { status, n } of found) {
      expect(isRecipientStatus(status), status).toBe(true);
      const bucket = isRecipientStatus(status) ? bucketOf[status] : "none";
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + n);
    }
    expect([...buckets.values()].reduce((sum, n) => sum + n, 0)).toBe(400);
  });
});
