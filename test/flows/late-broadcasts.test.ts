import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { driveCampaign } from "../support/drive-campaign.ts";
import { TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

/** A campaign whose time was so many minutes ago, when nothing ran. */
async function late(minutes: number) {
  const organisation = await world.organisation(3);
  const campaignId = await world.due(organisation, 3);
  await world.owner.query("update broadcast set send_at = now() - make_interval(mins => $2) where id = $1", [
    campaignId,
    minutes,
  ]);
  const ctx = createTestWorkerContext(world, organisation);
  const read = async () => {
    const { rows } = await world.owner.query("select status, pause_reason from broadcast where id = $1", [
      campaignId,
    ]);
    return rows[0];
  };
  return { organisation, campaignId, drive: () => driveCampaign(ctx, campaignId), read };
}

describe("a campaign whose time passed while nothing ran", () => {
  it("O4 goes out where that was less than an hour ago", async () => {
    const { campaignId, drive } = await late(55);
    await drive();
    expect(await world.statuses(campaignId)).toEqual({ sent: 3 });
  });

  it("O4 pauses and asks its author where it was longer ago; resumed, it goes out", async () => {
    const { organisation, campaignId, drive, read } = await late(185);
    await drive();
    expect(await read()).toEqual({
      status: "paused",
      pause_reason: expect.stringMatching(
        /^It was to go out 3 hours ago, and nothing could be sent then\.\n/,
      ),
    });
    expect(await world.statuses(campaignId)).toEqual({});
    const { rows } = await world.owner.query(
      "select about, text from delivery where campaign_id = $1 and purpose = 'notice'",
      [campaignId],
    );
    expect(rows).toEqual([{ about: "pause", text: expect.stringContaining("It was to go out 3 hours ago") }]);
    await resumeCampaign({ ctx: organisation.ctx, input: { campaignId } });
    await drive();
    expect(await world.statuses(campaignId)).toEqual({ sent: 3 });
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("O4 asks at once where its time lies in what a restored database may have lost", async () => {
    const { campaignId, drive, read } = await late(5);
    await world.owner.query(
      "update installation set lost_from = now() - interval '10 minutes', lost_until = now() - interval '1 minute'",
    );
    await drive();
    expect(await read()).toMatchObject({
      status: "paused",
      pause_reason: expect.stringContaining("put back from a backup"),
    });
    expect(await world.statuses(campaignId)).toEqual({});
    await world.owner.query("update installation set lost_from = null, lost_until = null");
  });
});
