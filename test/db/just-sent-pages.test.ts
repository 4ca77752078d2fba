import { recordResults } from "@packpost/core/broadcast/record-results";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import type { FigureName } from "@packpost/core/campaign/figures";
import { listRecipients } from "@packpost/core/campaign/report/list-recipients";
import type { RecipientLine } from "@packpost/core/campaign/report/recipient-line-sql";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** Whom the answer to their call accepted: neither claim nor record moves them in an index, and lists find them all the same. */
const database = openTestDatabase();
const [people, aCall, called] = [1_200, 50, 20];
const began = Date.parse("2026-03-01T12:00:00Z");
let large: LargeOrganisation;
let campaignId: string;

const ctx = () => staffContext({ ...large, orm: database.orm }, large.ownerId);
const query = (text: string, values: readonly unknown[] = []) => database.owner.query(text, [...values]);

/** Claims the next people of the slice and records that all of them were accepted, the first of them at `at`. */
async function send(at: number): Promise<void> {
  const { rows } = await query(
    `with picked as (
       select id from recipient where broadcast_id = $2 and status = 'waiting' order by id limit ${aCall}
     ), call as (
       insert into attempt (organisation_id, broadcast_id, call_until, recipients, slice, first_recipient_id, last_recipient_id)
       select $1, $2, now(), count(*), 0, (array_agg(id order by id))[1], (array_agg(id order by id desc))[1] from picked returning id
     )
     update recipient set attempt_id = call.id, claimed_at = now() from picked, call where recipient.id = picked.id
     returning recipient.id, call.id as call`,
    [large.organisationId, campaignId],
  );
  const results = rows.map(({ id }, place) => ({
    ...{ recipientId: String(id), status: "accepted" as const, providerMessageId: `of ${id}` },
    at: new Date(at + place),
  }));
  await recordResults({ ctx: ctx(), input: { attemptId: String(rows[0]?.call), results } });
}

/** What lists and indexes see of those who have been claimed, recorded, or neither, and not more. */
async function countKept(): Promise<unknown> {
  const { rows } = await query(
    `select settled_status, settled_at, count(*)::int from recipient
     where broadcast_id = $1 and status in ('waiting', 'claimed', 'sent') group by 1, 2`,
    [campaignId],
  );
  return rows;
}

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers: people });
  ({ campaignId } = await createCampaign({ ctx: ctx(), input: {} }));
  await query(
    `insert into recipient (organisation_id, broadcast_id, customer_id, slice, email_key)
     select organisation_id, $1, id, 0, 'mailbox' || number from customer`,
    [campaignId],
  );
  // Calls are answered in another order than they were made, and several at one moment.
  for (let call = 0; call < called; call++) await send(began + ((call * 7) % 5) * 1_000);
  await query(
    `update recipient set delivered_at = sent_at + interval '1 second' from customer
     where broadcast_id = $1 and customer.id = customer_id and number % 3 = 0 and sent_at is not null`,
    [campaignId],
  );
  await query(
    `update recipient set bot_opened_at = sent_at + interval '1 second' from customer
     where broadcast_id = $1 and customer.id = customer_id and number % 3 = 1 and sent_at is not null`,
    [campaignId],
  );
});

const meaning = {
  all: "true",
  waiting: "status in ('waiting', 'claimed')",
  no_answer: "status = 'sent'",
  sent: "sent_at is not null",
  bot_opened: "bot_opened_at is not null",
  delivered: "status = 'delivered'",
} as const satisfies Partial<Record<FigureName, string>>;

describe.each([
  ["status", "asc"],
  ["status", "desc"],
  ["statusAt", "asc"],
  ["statusAt", "desc"],
  ["name", "asc"],
] as const)("C10 by %s %s", (sort, order) => {
  it.each(["all", "waiting", "no_answer", "sent", "bot_opened", "delivered"] as const)(
    "%s: holds each of those whom a call's answer accepted once, in the order of time",
    async (filter) => {
      const seen: RecipientLine[] = [];
      let cursor: string | null = null;
      do {
        const input = { campaignId, filter, search: "", pageSize: 37, cursor, sort, order };
        const page = await listRecipients({ ctx: ctx(), input });
        seen.push(...page.recipients);
        cursor = page.nextCursor;
      } while (cursor !== null);
      const { rows } = await query(
        `select recipient.id from recipient where broadcast_id = $1 and ${meaning[filter]}`,
        [campaignId],
      );
      expect(seen.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => String(id)).toSorted());
      if (sort !== "statusAt") return;
      const times = seen.map(({ statusAt }) => statusAt?.getTime() ?? 0);
      expect(times).toEqual(times.toSorted((a, b) => (order === "asc" ? a - b : b - a)));
    },
  );
});

it("leaves a claimed and recorded row where every index has it", async () => {
  const before = await countKept();
  await send(began + 10_000);
  expect(await countKept()).toEqual(before);
  const { rows } = await query(
    `select distinct attname from pg_depend join pg_index on indexrelid = objid join pg_attribute on attrelid = refobjid and attnum = refobjsubid
     where classid = 'pg_class'::regclass and refobjid = 'recipient'::regclass and indrelid = refobjid`,
  );
  const indexed = rows.map(({ attname }) => String(attname));
  const written = [
    "attempt_id",
    "claimed_at",
    "email",
    "sent_at",
    "by_answer",
    "provider_message_id",
    "status",
  ];
  expect(indexed.filter((name) => written.includes(name))).toEqual([]);
  expect(indexed).toContain("settled_at");
});
