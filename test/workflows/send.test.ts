import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(async () => {
  await world.open();
  world.startWorker();
});
afterAll(() => world.close());

describe("a campaign through the real worker", () => {
  it("C7 C8 goes out to everybody once and ends", async () => {
    const organisation = await world.organisation(1_200);
    const campaignId = await world.send(organisation, 1_200);
    await world.status(campaignId, "sent");
    await world.workflowEnded(campaignId);
    expect(await world.statuses(campaignId)).toEqual({ sent: 1_200 });
    expect(await world.ledger(organisation.token)).toMatchObject({
      accepted: 1_200,
      distinctRecipients: 1_200,
      duplicates: 0,
    });
    expect(await world.broken(organisation)).toEqual([]);
  });
});
