import { getProgress } from "@packpost/core/campaign/progress/get-progress";
import { listCampaigns } from "@packpost/core/campaign/progress/list-campaigns";
import { listCampaignsSchema } from "@packpost/core/campaign/schemas";
import { decideUnconfirmed } from "@packpost/core/campaign/send/decide-unconfirmed";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { beginUnanswered, expectAllOnce } from "../support/unanswered-campaign.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** A finished campaign of 30 of which the provider never said anything; it can be asked again now. */
async function unconfirmed(lost: boolean) {
  const next = [{ kind: lost ? "5xx-before" : "5xx-after", status: 503 }];
  const run = await beginUnanswered(world, 30, { next, searchDown: true, searchLagMs: 0 });
  await run.drive();
  await run.rounds(40);
  expect([await run.status(), await run.people()]).toEqual(["sent", { unconfirmed: 30 }]);
  const decide = (decision: "send_again" | "leave") =>
    decideUnconfirmed({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId, decision } });
  const progress = () => getProgress({ ctx: run.organisation.ctx, input: { campaignId: run.campaignId } });
  return { ...run, decide, progress };
}

describe("C9 a person decides about the unconfirmed", () => {
  it("send again: the campaign goes on with them alone, and finishes", async () => {
    const run = await unconfirmed(true);
    expect(await run.decide("send_again")).toEqual({ outcome: "sent_again", people: 30 });
    expect([await run.status(), await run.people()]).toEqual(["sending", { waiting: 30 }]);
    await run.pass(600);
    await run.drive();
    await run.rounds(2);
    expect(await run.status()).toBe("sent");
    await expectAllOnce(world, run.organisation, run.campaignId, 30);
    expect(await run.decide("send_again")).toEqual({ outcome: "nobody" });
  });

  it("leave: asked about on and on, never sent to again by itself, and said so", async () => {
    const run = await unconfirmed(true);
    expect((await run.progress()).unconfirmedLeftAt).toBeNull();
    expect(await run.decide("leave")).toEqual({ outcome: "left" });
    expect((await run.progress()).unconfirmedLeftAt).toBeInstanceOf(Date);
    await run.knobs({ searchDown: null });
    for (let hour = 0; hour < 3; hour += 1) {
      await run.pass(3_600);
      expect((await run.sweep()).broadcastIds).toEqual([]);
    }
    expect([await run.status(), await run.people()]).toEqual(["sent", { unconfirmed: 30 }]);
    expect(await world.ledger(run.organisation.token)).toMatchObject({ accepted: 0 });
  });

  it("left and found after all: sent", async () => {
    const run = await unconfirmed(false);
    await run.decide("leave");
    await run.knobs({ searchDown: null });
    await run.pass(3_600);
    await run.sweep();
    await expectAllOnce(world, run.organisation, run.campaignId, 30);
  });

  it("the list and the page say how many, and only those who may send decide", async () => {
    const run = await unconfirmed(true);
    const input = listCampaignsSchema.parse({});
    const { campaigns } = await listCampaigns({ ctx: run.organisation.ctx, input });
    expect(campaigns[0]).toMatchObject({ status: "sent", sent: 0, unconfirmed: 30 });
    const senior = await web.as(run.organisation, "senior");
    const decision = { campaignId: run.campaignId, decision: "send_again" } as const;
    await expect(senior.campaign.sending.unconfirmed(decision)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const stranger = await web.as(await world.organisation(1), "owner");
    await expect(stranger.campaign.sending.unconfirmed(decision)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const owner = await web.as(run.organisation, "owner");
    expect(await owner.campaign.sending.unconfirmed(decision)).toEqual({ outcome: "sent_again", people: 30 });
    const history = await owner.campaign.history({ campaignId: run.campaignId });
    expect(history.map(({ action }) => action)).toContain("campaign.unconfirmed_reported");
    expect(history[0]).toMatchObject({ action: "campaign.sent_again" });
  });

  it("a cancelled campaign sends nothing any more", async () => {
    const run = await unconfirmed(true);
    await world.owner.query("update broadcast set status = 'cancelled' where id = $1", [run.campaignId]);
    expect(await run.decide("send_again")).toEqual({ outcome: "cancelled" });
  });
});
