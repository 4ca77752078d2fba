import { exportAudience } from "@packpost/core/audience/export-audience";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { exportRecipients } from "@packpost/core/campaign/report/export-recipients";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** A file begins with the first names, before the others have been looked at: rows are counted, so that a slow machine proves nothing. */
const customers = 40_000;
const database = openTestDatabase();
let counter: ReadCounter;
let large: LargeOrganisation;
let campaignId: string;

const ctx = () => staffContext({ ...large, orm: counter.orm }, large.ownerId);

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers, ownerUrl: database.ownerUrl });
  counter = await ReadCounter.open(database.appUrl, database.owner);
  ({ campaignId } = await createCampaign({ ctx: ctx(), input: {} }));
  await editCampaign({ ctx: ctx(), input: { campaignId, version: 1, changes: { passId: large.passId } } });
  await database.owner.query(
    `insert into recipient (organisation_id, broadcast_id, customer_id, email_key)
     select organisation_id, $1, id, 'r' || number || '@large.example' from customer where number % 2 = 0`,
    [campaignId],
  );
}, 120_000);
afterAll(() => counter.close());

async function firstPage<Line>(open: () => Promise<{ pages: AsyncGenerator<Line[]> }>): Promise<Line[]> {
  const { pages } = await open();
  const first = await pages.next();
  await pages.return(undefined);
  return first.done ? [] : first.value;
}

describe("issue 8 the first page of a file", () => {
  it("C4 the review's evaluates those first by name, whatever the pass has", async () => {
    let names: string[] = [];
    const read = await counter.of(async () => {
      const input = { campaignId, filter: { kind: "all" }, search: "" } as const;
      names = (await firstPage(() => exportAudience({ ctx: ctx(), input }))).map(({ name }) => name);
    });
    expect(names).toEqual(await firstNames("true"));
    // The filter's own people are counted up to ten thousand and one; shared mailboxes are ranked before anybody is shown.
    expect(read.eligibility ?? 0).toBeLessThan(13_000);
    expect(read.customer ?? 0).toBeLessThan(4_000);
  });

  it("C10 the recipients' reads those first by name, whatever the campaign has", async () => {
    let names: string[] = [];
    const read = await counter.of(async () => {
      const input = { campaignId, filter: "all", search: "" } as const;
      names = (await firstPage(() => exportRecipients({ ctx: ctx(), input }))).map(({ name }) => name);
    });
    expect(names).toEqual(await firstNames("number % 2 = 0"));
    expect(read.recipient ?? 0).toBeLessThan(12_000);
    expect(read.customer ?? 0).toBeLessThan(4_000);
  });
});

async function firstNames(condition: string): Promise<string[]> {
  const { rows } = await database.owner.query<{ name: string }>(
    `select btrim(first_name || ' ' || last_name) as name from customer where ${condition} order by search_key, id limit 500`,
  );
  return rows.map(({ name }) => name);
}
