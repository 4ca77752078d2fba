import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(5);
  campaignId = await world.draft(organisation);
  await world.owner.query(
    `insert into recipient (organisation_id, broadcast_id, customer_id, sent_at, skipped_at, skip_reasons)
     select organisation_id, $2, id, case when number < 4 then now() end, case when number >= 4 then now() end,
       case when number < 4 then 0 else 1024 end from customer where organisation_id = $1`,
    [organisation.ctx.organisationId, campaignId],
  );
});
afterAll(async () => {
  await web.close();
  await world.close();
});

describe("C10 Something doesn't match?", () => {
  it("C10 C15 says that everything adds up, with the sums", async () => {
    const check = await (await web.as(organisation, "senior")).campaign.check({ campaignId });
    expect(check).toMatchObject({ broken: [], audience: 5, buckets: { sent: 3, skipped: 2, waiting: 0 } });
    expect(check.checkedAt).toBeInstanceOf(Date);
  });

  it("C10 says what does not, with ids, and only of this campaign", async () => {
    const other = await world.draft(organisation);
    for (const id of [campaignId, other])
      await world.owner.query(
        "insert into broadcast_tally (organisation_id, broadcast_id, measure, n) values ($1, $2, 'sent', 7)",
        [organisation.ctx.organisationId, id],
      );
    const check = await (await web.as(organisation)).campaign.check({ campaignId });
    expect(check.broken).toEqual([
      { invariant: "the counters equal a recount", count: 1, ids: [campaignId] },
    ]);
  });

  it("C12 shows how long raw events are kept", async () => {
    const campaign = await (await web.as(organisation)).campaign.get({ campaignId });
    expect(campaign.rawEventRetentionDays).toBe(45);
  });
});
