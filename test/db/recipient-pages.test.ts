import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { type FigureName, figureNames } from "@packpost/core/campaign/figures";
import { exportRecipients } from "@packpost/core/campaign/report/export-recipients";
import { listRecipients } from "@packpost/core/campaign/report/list-recipients";
import type { RecipientLine } from "@packpost/core/campaign/report/recipient-line-sql";
import type { ListRecipientsInput } from "@packpost/core/campaign/report/schemas";
import { encodeCursor } from "@packpost/core/paging/cursor";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** As audience-pages: small pages, so that short cuts happen, against one statement that reads everybody. */
const database = openTestDatabase();
const pageSize = 5;
const noId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
let large: LargeOrganisation;
let campaignId: string;

/** What each filter means, in the words of the tiles (C9). */
const meaning: Record<FigureName, string> = {
  all: "true",
  waiting: "status in ('waiting', 'claimed')",
  handed_over: "status = 'claimed'",
  sent: "status in ('sent', 'delivered', 'opened', 'clicked', 'unsubscribed', 'spam_complaint', 'bounced')",
  no_answer: "status = 'sent'",
  delivered: "status in ('delivered', 'opened', 'clicked', 'unsubscribed', 'spam_complaint')",
  delivered_not_opened: "status = 'delivered'",
  opened: "opened_at is not null and status <> 'bounced'",
  opened_no_click: "status = 'opened'",
  bot_opened: "bot_opened_at is not null and opened_at is null and status <> 'bounced'",
  clicked: "clicked_at is not null and status <> 'bounced'",
  bot_clicked: "bot_clicked_at is not null and clicked_at is null and status <> 'bounced'",
  bounced: "status = 'bounced'",
  hard_bounced: "status = 'bounced' and hard_bounced_at is not null",
  soft_bounced: "status = 'bounced' and hard_bounced_at is null",
  unsubscribed: "unsubscribed_at is not null",
  unsubscribed_no_click: "status = 'unsubscribed' and clicked_at is null",
  spam_complaint: "complained_at is not null",
  complained_no_click: "complained_at is not null and clicked_at is null",
  failed: "status in ('dropped', 'failed')",
  skipped: "status = 'skipped'",
  cancelled: "status = 'cancelled'",
  unconfirmed: "status = 'unconfirmed'",
};

const ctx = () => staffContext({ ...large, orm: database.orm }, large.ownerId);

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers: 2_000 });
  ({ campaignId } = await createCampaign({ ctx: ctx(), input: {} }));
  // Facts in many combinations: what came first does not hide what came later.
  await database.owner.query(
    `insert into recipient (organisation_id, broadcast_id, customer_id, skip_reasons, skipped_at, cancelled_at, sent_at, delivered_at,
       opened_at, clicked_at, soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at)
     select organisation_id, $1, id, case when n % 50 = 1 then 1 else 0 end, case when n % 50 = 1 then now() end,
       case when n % 100 = 2 then now() end, case when n % 50 > 5 then now() end, case when n % 50 > 7 then now() end,
       case when n % 3 = 0 and n % 50 > 7 then now() end, case when n % 30 = 0 and n % 50 > 7 then now() end,
       case when n % 250 = 7 then now() end, case when n % 200 = 6 or n % 600 = 30 then now() end,
       case when n % 600 = 60 or n % 600 = 30 then now() end, case when n in (30, 360, 1999) then now() end,
       case when n % 400 = 3 then now() end, case when n % 800 = 4 then now() end, case when n = 1005 then now() end
     from (select *, number as n from customer where number <= 1900 or number = 1999) person`,
    [campaignId],
  );
});

async function expected(filter: string, search: string, after: string): Promise<number[]> {
  const { rows } = await database.owner.query<{ number: number }>(
    `select number from recipient join customer on customer.id = customer_id
     where broadcast_id = $1 and ${filter} and search_key like '%' || $2 || '%' and search_key > $3 order by search_key, customer.id`,
    [campaignId, search, after],
  );
  return rows.map(({ number }) => number);
}

describe("pages of recipients", () => {
  it.each(figureNames)("C9 C10 %s: the pages and the file hold whom it happened to", async (filter) => {
    for (const [search, after] of [
      ["", ""],
      ["", "hana"],
      ["", "june person999"],
      ["luna", "chi"],
      ["person1999@", ""],
    ] as const) {
      const all = await expected(meaning[filter], search, after);
      const seen: number[] = [];
      let cursor: string | null = encodeCursor([after, noId]);
      for (let page = 0; page < 4 && cursor !== null; page++) {
        const input = { campaignId, filter, search, pageSize, cursor };
        const answer = await listRecipients({ ctx: ctx(), input });
        seen.push(...answer.recipients.map(({ number }) => number));
        cursor = answer.nextCursor;
      }
      expect(seen).toEqual(all.slice(0, 4 * pageSize));
      expect(cursor === null).toBe(all.length <= 4 * pageSize);
    }
    const file: number[] = [];
    const { pages } = await exportRecipients({ ctx: ctx(), input: { campaignId, filter, search: "luna" } });
    for await (const page of pages) file.push(...page.map(({ number }) => number));
    expect(file).toEqual(await expected(meaning[filter], "luna", ""));
  });

  it.each([
    ["status", "asc"],
    ["status", "desc"],
    ["statusAt", "asc"],
    ["statusAt", "desc"],
    ["name", "desc"],
  ] as const)(
    "C10 by %s %s: pages of one order hold everybody once, under a filter and a search too",
    async (sort, order) => {
      for (const [filter, search] of [
        ["all", ""],
        ["opened", ""],
        ["all", "luna"],
        ["sent", "person1"],
      ] as const) {
        const seen: RecipientLine[] = [];
        let cursor: string | null = null;
        do {
          const input: ListRecipientsInput = {
            campaignId,
            filter,
            search,
            pageSize: 60,
            cursor,
            sort,
            order,
          };
          const answer = await listRecipients({ ctx: ctx(), input });
          seen.push(...answer.recipients);
          cursor = answer.nextCursor;
        } while (cursor !== null);
        const all = await expected(meaning[filter], search, "");
        expect(seen.map(({ number }) => number).sort((a, b) => a - b)).toEqual(all.sort((a, b) => a - b));
        if (sort === "status")
          expect(new Set(runsOf(seen.map(({ status }) => status))).size).toBe(
            runsOf(seen.map(({ status }) => status)).length,
          );
        if (sort === "statusAt") {
          const times = seen.map(({ statusAt }) => statusAt?.getTime() ?? 0);
          expect(times).toEqual(times.toSorted((a, b) => (order === "asc" ? a - b : b - a)));
        }
      }
    },
  );

  it("C10 refuses a cursor of another order, or a forged one", async () => {
    for (const cursor of [
      encodeCursor(["clicked", "x"]),
      encodeCursor(["2026-01-01", noId]),
      encodeCursor(["hana", noId]),
    ]) {
      const input = { campaignId, filter: "all", search: "", pageSize, cursor, sort: "status" } as const;
      await expect(listRecipients({ ctx: ctx(), input })).rejects.toMatchObject({ code: "invalid_input" });
    }
    const input = {
      campaignId,
      filter: "all",
      search: "",
      pageSize,
      cursor: encodeCursor(["2026-99-99", noId]),
      sort: "statusAt",
    } as const;
    await expect(listRecipients({ ctx: ctx(), input })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

/** "a a b b a" → "a b a": each status stands together if none comes twice. */
const runsOf = (statuses: readonly string[]) =>
  statuses.filter((status, index) => status !== statuses[index - 1]);
