import { getProgress } from "@packpost/core/campaign/progress/get-progress";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";
import { beginUnanswered, expectAllOnce, notices } from "../support/unanswered-campaign.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const QUARTER = 900;
const THREE_DAYS = (3 * 86_400) / QUARTER;
const down = { rate5xxBefore: 1, searchDown: true };
const up = { rate5xxBefore: null, searchDown: null, searchLagMs: 0 };

type Run = Awaited<ReturnType<typeof beginUnanswered>>;

/** The provider is away while the workflow and the sweep look every quarter of an hour. */
async function stayAway(run: Run, quarters: number): Promise<void> {
  for (let quarter = 0; quarter < quarters; quarter += 1) {
    await run.pass(QUARTER);
    await run.drive();
    await run.sweep();
  }
}

async function comeBack(run: Run): Promise<void> {
  await run.knobs(up);
  for (let round = 0; round < 14; round += 1) {
    await run.rounds(1);
    await run.sweep();
  }
  await run.rounds(4);
}

describe("a provider that is away for three days", () => {
  it("puts few people in doubt, says why nothing moves, and the campaign goes on by itself", async () => {
    const run = await beginUnanswered(world, 1_000, down);
    await run.drive();
    await stayAway(run, THREE_DAYS);
    const { waiting = 0, claimed = 0, unconfirmed = 0 } = await run.people();
    expect(waiting + claimed + unconfirmed).toBe(1_000);
    // The first call, the probes of the first minutes, and then one person an hour at most.
    expect(claimed + unconfirmed).toBeLessThan(500 + 5 * 10 + 80);
    expect(await run.status()).toBe("sending");
    const { campaignId } = run;
    expect(await getProgress({ ctx: run.organisation.ctx, input: { campaignId } })).toMatchObject({
      silence: expect.stringMatching(/\w/),
    });
    expect(await notices(world, campaignId)).toHaveLength(1);
    await comeBack(run);
    expect(await run.status()).toBe("sent");
    await expectAllOnce(world, run.organisation, campaignId, 1_000);
  }, 240_000);

  it("and of whose first call everybody was: it goes on by itself too, since silence does not count", async () => {
    const run = await beginUnanswered(world, 40, down);
    await run.drive();
    await stayAway(run, THREE_DAYS);
    expect([await run.status(), await run.people()]).toEqual(["sent", { unconfirmed: 40 }]);
    await comeBack(run);
    expect(await run.status()).toBe("sent");
    await expectAllOnce(world, run.organisation, run.campaignId, 40);
  }, 240_000);

  it("its search alone: the others get it meanwhile, by blind probes of one person", async () => {
    const run = await beginUnanswered(world, 900, {
      next: [{ kind: "reset-after", times: 7 }],
      searchDown: true,
    });
    await run.drive();
    await stayAway(run, 40);
    const { sent = 0, unconfirmed = 0, ...rest } = await run.people();
    expect(rest).toEqual({});
    expect(sent).toBeGreaterThan(300);
    expect(sent + unconfirmed).toBe(900);
    await comeBack(run);
    await expectAllOnce(world, run.organisation, run.campaignId, 900);
  }, 240_000);
});
