import { reconcileClaims } from "@packpost/core/broadcast/reconcile-claims";
import { reconcileUnconfirmed } from "@packpost/core/broadcast/reconcile-unconfirmed";
import { getProgress } from "@packpost/core/campaign/progress/get-progress";
import { decideUnconfirmed } from "@packpost/core/campaign/send/decide-unconfirmed";
import type { WorkerContext } from "@packpost/core/context";
import { createPostmark } from "@packpost/providers/postmark/provider";
import { DEFAULT_TIMINGS } from "@packpost/workflows/campaign/contract";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { driveCampaign } from "../support/drive-campaign.ts";
import { TestWorld } from "../support/open-world.ts";
import { beginUnanswered, expectAllOnce, notices } from "../support/unanswered-campaign.ts";
import { withEmail } from "../support/with-email.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const HOUR = 3_600;
const PEOPLE = 30;

/** A campaign whose one call was lost, and the same worker started again with another server's token. */
async function moved(fault: "reset-before" | "reset-after") {
  const run = await beginUnanswered(world, PEOPLE, { next: [{ kind: fault }], searchLagMs: 0 });
  const newToken = `new-${run.organisation.ctx.organisationId}`;
  await world.simulator.call("PUT", `/_servers/${newToken}`, { name: "The new server" });
  await run.drive();
  expect(await run.people()).toEqual({ claimed: PEOPLE });
  const elsewhere = withToken(run.ctx, newToken);
  const rounds = async (n: number) => {
    for (let round = 0; round < n; round += 1) {
      await run.pass(120);
      await driveCampaign(elsewhere, run.campaignId);
    }
  };
  const sweep = () => reconcileUnconfirmed({ ctx: elsewhere, input: { timings: DEFAULT_TIMINGS } });
  const progress = () => getProgress({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
  const accepted = async () => [
    (await world.ledger(run.organisation.token)).accepted,
    (await world.ledger(newToken)).accepted,
  ];
  return { ...run, newToken, elsewhere: { ctx: elsewhere, rounds, sweep }, progress, accepted };
}

function withToken(ctx: WorkerContext, serverToken: string): WorkerContext {
  return withEmail(ctx, createPostmark({ apiUrl: world.simulator.url, serverToken }));
}

describe("C9 the provider's server is another one while calls are unanswered", () => {
  it("what the old one took is never sent again by the new one: in doubt, then unconfirmed, with what to do", async () => {
    const run = await moved("reset-after");
    await run.elsewhere.rounds(12);
    expect(await run.people()).toEqual({ claimed: PEOPLE });
    expect((await run.progress()).reconciling).toMatchObject({ people: PEOPLE, elsewhere: "other" });
    await run.elsewhere.rounds(30);
    expect([await run.status(), await run.people()]).toEqual(["sent", { unconfirmed: PEOPLE }]);
    expect(await run.progress()).toMatchObject({ reconciling: null, unconfirmedElsewhere: "other" });
    for (let hour = 0; hour < 6; hour += 1) {
      await run.pass(HOUR);
      expect((await run.elsewhere.sweep()).broadcastIds).toEqual([]);
    }
    expect(await run.accepted()).toEqual([PEOPLE, 0]);
    expect(await notices(world, run.campaignId)).toHaveLength(1);
    const notice = await world.owner.query(
      "select text from delivery where campaign_id = $1 and purpose = 'notice'",
      [run.campaignId],
    );
    expect(notice.rows[0].text).toMatch(
      /key to the mail provider has been changed[\s\S]+put the old server token back/,
    );
    // The old token is back: it has them all.
    await run.pass(HOUR);
    await run.sweep();
    await expectAllOnce(world, run.organisation, run.campaignId, PEOPLE);
    expect((await run.progress()).unconfirmedElsewhere).toBeUndefined();
  });

  it("what never arrived goes out by itself once the old token is back", async () => {
    const run = await moved("reset-before");
    await run.elsewhere.rounds(45);
    expect(await run.people()).toEqual({ unconfirmed: PEOPLE });
    await run.pass(60);
    expect((await run.sweep()).broadcastIds).toEqual([]);
    await run.pass(700);
    expect((await run.sweep()).broadcastIds).toEqual([run.campaignId]);
    await run.drive();
    await run.rounds(2);
    await expectAllOnce(world, run.organisation, run.campaignId, PEOPLE);
  });

  it("an absence at the old one is not paired with one at the new one", async () => {
    const run = await moved("reset-after");
    // The old one's search lags: absent once.
    await run.knobs({ searchLagMs: 3_600_000 });
    await run.rounds(1);
    await run.elsewhere.rounds(40);
    expect(await run.people()).toEqual({ unconfirmed: PEOPLE });
    expect(await run.accepted()).toEqual([PEOPLE, 0]);
  });

  it("a person may decide to send them again, through the new one", async () => {
    const run = await moved("reset-before");
    await run.elsewhere.rounds(45);
    const input = { campaignId: run.campaignId, decision: "send_again" } as const;
    expect(await decideUnconfirmed({ ctx: run.organisation.ctx, input })).toMatchObject({ people: PEOPLE });
    await run.elsewhere.rounds(2);
    expect([await run.status(), await run.people()]).toEqual(["sent", { sent: PEOPLE }]);
    expect(await run.accepted()).toEqual([0, PEOPLE]);
  });

  it("each call has its own: one given back by the old one, and the next lost at the new one", async () => {
    const run = await moved("reset-before");
    await world.simulator.call("PUT", "/_faults", {
      tokens: { [run.newToken]: { next: [{ kind: "5xx-before" }], searchLagMs: 0 } },
    });
    for (const seconds of [120, 700]) {
      await run.pass(seconds);
      await reconcileClaims({
        ctx: run.ctx,
        input: { broadcastId: run.campaignId, timings: DEFAULT_TIMINGS },
      });
    }
    expect(await run.people()).toEqual({ waiting: PEOPLE });
    await run.elsewhere.rounds(12);
    expect([await run.status(), await run.people()]).toEqual(["sent", { sent: PEOPLE }]);
    expect(await run.accepted()).toEqual([0, PEOPLE]);
    expect(await world.broken(run.organisation)).toEqual([]);
  });

  it("a call from before this was noted: no absence counts, and what is found does", async () => {
    const run = await moved("reset-after");
    await world.owner.query("update attempt set provider_account = null where broadcast_id = $1", [
      run.campaignId,
    ]);
    await run.knobs({ searchLagMs: 3_600_000 });
    await run.rounds(12);
    expect(await run.people()).toEqual({ claimed: PEOPLE });
    expect((await run.progress()).reconciling).toMatchObject({ elsewhere: "unknown" });
    await run.rounds(30);
    expect(await run.people()).toEqual({ unconfirmed: PEOPLE });
    expect((await run.progress()).unconfirmedElsewhere).toBe("unknown");
    expect(await run.accepted()).toEqual([PEOPLE, 0]);
    // Whoever is found there is proved all the same.
    await run.knobs({ searchLagMs: 0 });
    await run.pass(HOUR);
    await run.sweep();
    await expectAllOnce(world, run.organisation, run.campaignId, PEOPLE);
  });

  it("what the new one's search shows counts, and who is missing stays in doubt", async () => {
    const run = await moved("reset-after");
    // The new token's search is the old server's, in part: a second token of it that Postmark does not list.
    const email = await run.ctx.providerFor("email");
    const mails = await email.findByAttempt(await attemptOf(run.campaignId), {
      stream: "bulk",
      account: null,
    });
    if (mails.outcome !== "found") throw new Error(mails.outcome);
    const byRecipient = new Map([...mails.byRecipient].slice(0, 10));
    const ctx = withEmail(run.elsewhere.ctx, {
      findByAttempt: async () => ({ outcome: "found", byRecipient, partial: true }),
    });
    for (let round = 0; round < 40; round += 1) {
      await run.pass(120);
      await driveCampaign(ctx, run.campaignId);
    }
    expect(await run.people()).toEqual({ sent: 10, unconfirmed: PEOPLE - 10 });
    expect(await run.accepted()).toEqual([PEOPLE, 0]);
  });

  it("a second token of the same server is the same account: absence counts", async () => {
    const run = await moved("reset-before");
    await world.simulator.call("PUT", `/_servers/${run.organisation.token}`, {
      name: "Test",
      otherTokens: [`second-${run.newToken}`],
    });
    const second = withToken(run.ctx, `second-${run.newToken}`);
    for (let round = 0; round < 10; round += 1) {
      await run.pass(120);
      await driveCampaign(second, run.campaignId);
    }
    await expectAllOnce(world, run.organisation, run.campaignId, PEOPLE);
  });
});

async function attemptOf(campaignId: string): Promise<string> {
  const { rows } = await world.owner.query("select id from attempt where broadcast_id = $1", [campaignId]);
  return rows[0].id;
}
