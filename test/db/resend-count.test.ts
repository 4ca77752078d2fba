import { countAudience } from "@packpost/core/audience/review/count-audience";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { countBothWays } from "../support/count-both-ways.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const customers = 2_000;
const database = openTestDatabase();
let counter: ReadCounter;
let large: LargeOrganisation;

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers });
  await database.owner.query(
    "update customer set email = other.email from customer other where other.number = customer.number - 1 and customer.number % 100 = 2",
  );
  counter = await ReadCounter.open(database.appUrl, database.owner);
});
afterAll(() => counter.close());

describe("issue 8 the count of a resend", () => {
  it("C16 evaluates whom the first campaign failed to reach, with their mailboxes, and nobody else", async () => {
    const ctx = staffContext({ ...large, orm: counter.orm }, large.ownerId);
    const draft = async () => {
      const { campaignId } = await createCampaign({ ctx, input: {} });
      await editCampaign({ ctx, input: { campaignId, version: 1, changes: { passId: large.passId } } });
      return campaignId;
    };
    const [parentId, campaignId] = [await draft(), await draft()];
    await database.owner.query(
      `insert into recipient (organisation_id, broadcast_id, customer_id, added, failed_at)
       select organisation_id, $1, id, number = 30, now() from customer where number % 50 = 1 or number in (30, 102)`,
      [parentId],
    );
    await database.owner.query("update campaign set parent_id = $1 where id = $2", [parentId, campaignId]);
    await enterPeople({ ctx, input: { campaignId, list: "exclude", text: "#51, #52" } });
    const key = { campaignId, passId: large.passId };
    const { kept, everybody } = await countBothWays(ctx, key);
    expect(kept).toEqual(everybody);
    const read = await counter.of(() => countAudience({ ctx, input: key }));
    expect(read.eligibility ?? 0).toBeLessThan(400);
    expect(read.customer ?? 0).toBeLessThan(800);
  });
});
