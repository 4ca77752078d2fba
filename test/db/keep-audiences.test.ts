import { NO_CAMPAIGN } from "@packpost/core/audience/had-enough-sql";
import { keepAudiences } from "@packpost/core/audience/kept/keep-audiences";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const customers = 2_000;
const database = openTestDatabase();
let counter: ReadCounter;
let large: LargeOrganisation;

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers });
  counter = await ReadCounter.open(database.appUrl, database.owner);
});
afterAll(() => counter.close());

describe("issue 8 the first review of a day", () => {
  it("C4 finds the audience ready: the sweep has evaluated everybody before somebody asks, and does so again after an import", async () => {
    const ctx = staffContext({ ...large, orm: counter.orm }, large.ownerId);
    const count = () => countAudience({ ctx, input: { campaignId: NO_CAMPAIGN, passId: large.passId } });
    const expectReady = async () => {
      const swept = await counter.of(() => keepAudiences({ ctx }));
      expect(swept.eligibility ?? 0).toBeGreaterThanOrEqual(customers);
      const read = await counter.of(count);
      expect(read.eligibility ?? 0).toBeLessThan(10);
      expect(read.customer ?? 0).toBeLessThan(10);
      return (await count()).willReceive;
    };
    const before = await expectReady();
    const again = await counter.of(() => keepAudiences({ ctx }));
    expect(again.eligibility ?? 0).toBeLessThan(10);
    await database.owner.query(
      "update application set status = 'denied' where customer_id in (select id from customer where number <= 1500)",
    );
    expect(await expectReady()).toBeLessThan(before);
  });

  it("C4 where nothing is kept yet: who asks waits for the counting alone, and has it kept for the next", async () => {
    const ctx = staffContext({ ...large, orm: counter.orm }, large.ownerId);
    await database.owner.query("delete from pass_audience");
    const keepAudiencesLater = vi.fn();
    const asking = { ...ctx, workflows: { ...ctx.workflows, keepAudiences: keepAudiencesLater } };
    const input = { campaignId: NO_CAMPAIGN, passId: large.passId };
    const counted = await countAudience({ ctx: asking, input });
    expect(counted.willReceive + counted.willNot).toBe(customers);
    const kept = await database.owner.query("select from pass_audience");
    expect(kept.rowCount).toBe(0);
    expect(keepAudiencesLater).toHaveBeenCalledTimes(1);
    await keepAudiences({ ctx });
    expect(await countAudience({ ctx: asking, input })).toEqual(counted);
    expect(keepAudiencesLater).toHaveBeenCalledTimes(1);
  });
});
