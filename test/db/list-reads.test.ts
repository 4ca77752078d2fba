import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import type { FigureName } from "@packpost/core/campaign/figures";
import { listRecipients } from "@packpost/core/campaign/report/list-recipients";
import type { ListRecipientsInput } from "@packpost/core/campaign/report/schemas";
import { encodeCursor } from "@packpost/core/paging/cursor";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** What a page of recipients reads, in rows: small pages of three thousand people are what pages of fifty are of a million. */
const database = openTestDatabase();
const [people, aCall, pageSize] = [3_000, 50, 2];
const began = Date.parse("2026-03-01T12:00:00Z");
let counter: ReadCounter;
let large: LargeOrganisation;
let campaignId: string;

const ctx = () => staffContext({ ...large, orm: counter.orm }, large.ownerId);

/** Everybody was sent by calls, of whom all but a few were delivered; whose name begins with H to J has opened it. */
beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers: people });
  counter = await ReadCounter.open(database.appUrl, database.owner);
  ({ campaignId } = await createCampaign({ ctx: ctx(), input: {} }));
  const { owner } = database;
  await owner.query(
    `insert into recipient (organisation_id, broadcast_id, customer_id, slice, email_key)
     select organisation_id, $1, id, 0, 'mailbox' || number from customer order by number`,
    [campaignId],
  );
  await owner.query(
    `with placed as (
       select id, (row_number() over (order by id) - 1) / $3::int as call from recipient where broadcast_id = $2
     ), call as (
       insert into attempt (organisation_id, broadcast_id, call_until, recipients, slice, first_recipient_id, last_recipient_id, accepted_at, ended_at, outcome)
       select $1, $2, now(), count(*), 0, (array_agg(id order by id))[1], (array_agg(id order by id desc))[1],
         $4::timestamptz + make_interval(secs => call), now(), 'recorded' from placed group by call
       returning id, first_recipient_id, last_recipient_id, accepted_at)
     update recipient set attempt_id = call.id, by_answer = true, sent_at = call.accepted_at
     from call where broadcast_id = $2 and recipient.id between call.first_recipient_id and call.last_recipient_id`,
    [large.organisationId, campaignId, aCall, new Date(began)],
  );
  await owner.query(
    `update recipient set delivered_at = sent_at + interval '1 hour', opened_at = case when number % 10 >= 7 then sent_at + interval '2 hours' end
     from customer where broadcast_id = $1 and customer.id = customer_id and number % 300 <> 11`,
    [campaignId],
  );
  await owner.query("vacuum analyze recipient");
}, 120_000);
afterAll(() => counter.close());

async function read(asked: Partial<ListRecipientsInput> & { filter: FigureName }) {
  const input = { campaignId, search: "", pageSize, cursor: null, ...asked };
  let found: Awaited<ReturnType<typeof listRecipients>> | undefined;
  const rows = await counter.of(async () => {
    found = await listRecipients({ ctx: ctx(), input });
  });
  return { names: found?.recipients.map(({ name }) => name) ?? [], read: rows.recipient ?? 0 };
}

describe("issue 8 C10 rows that a page of recipients reads", () => {
  it.each(["waiting", "handed_over", "bot_opened", "bot_clicked", "cancelled"] as const)(
    "%s: nobody is found by looking at nobody",
    async (filter) => {
      expect(await read({ filter })).toEqual({ names: [], read: 0 });
    },
  );

  it("no_answer: the few of whom nothing was told are found by their calls, not among all who were sent", async () => {
    const { names, read: rows } = await read({ filter: "no_answer" });
    expect(names).toHaveLength(pageSize);
    expect(rows).toBeLessThan(200);
  });

  it.each(["opened", "opened_no_click"] as const)(
    "%s: where the first names have not, the others are read once, and names passed without looking them up",
    async (filter) => {
      const { names, read: rows } = await read({ filter });
      expect(names.map((name) => name.split(" ")[0])).toEqual(["Hana", "Hana"]);
      expect(rows).toBeLessThan(people);
    },
  );

  it.each(["asc", "desc"] as const)(
    "by time %s: the just sent are found whatever else their calls sent",
    async (order) => {
      const { names, read: rows } = await read({ filter: "no_answer", sort: "statusAt", order });
      expect(names).toHaveLength(pageSize);
      expect(rows).toBeLessThan(200);
    },
  );

  it.each([
    ["statusAt", "asc", new Date(began + 3_600_000 + 30_000).toISOString()],
    ["statusAt", "desc", new Date(began + 3_600_000 + 30_000).toISOString()],
    ["status", "asc", new Date(began + 3_600_000 + 30_000).toISOString()],
  ] as const)("by %s %s: a page in the middle reads what the first reads", async (sort, order, from) => {
    const id = "00000000-0000-7000-8000-000000000000";
    const cursor = encodeCursor(sort === "status" ? ["delivered", from, id] : [from, id]);
    const { names, read: rows } = await read({ filter: "delivered_not_opened", sort, order, cursor });
    expect(names).toHaveLength(pageSize);
    expect(rows).toBeLessThan(100);
  });
});
