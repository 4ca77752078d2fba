import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openHousehold } from "../support/household.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
const { household, recipient, press } = openHousehold(world, () => web);

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

describe("somebody who has come back", () => {
  it("P6 C9 the panel says that somebody has come back, with when, and what keeps mail from them if not", async () => {
    const { organisation, before, first, caller } = await household();
    const { id } = await recipient(first, "Ana");
    const panel = () => caller.campaign.recipient({ campaignId: first, recipientId: id });
    const told = async () =>
      (await panel()).events.map(({ kind }) => kind).filter((kind) => /subscribed/.test(kind));
    await press(organisation, id, "unsubscribe");
    expect(await panel()).toMatchObject({ status: "unsubscribed", reach: [{ code: "unsubscribed" }] });
    await press(organisation, id, "resubscribe");
    expect(await panel()).toMatchObject({ status: "unsubscribed", reach: [] });
    expect(await told()).toEqual(["unsubscribed", "resubscribed"]);
    await press(organisation, (await recipient(before, "Ben")).id, "unsubscribe");
    expect(await panel()).toMatchObject({ reach: [{ code: "unsubscribed", by: "Ben Okafor" }] });
    await press(organisation, id, "unsubscribe");
    expect(await told()).toEqual(["unsubscribed", "resubscribed", "unsubscribed"]);
  });

  it("P6 a reversal never lowers a past campaign's count", async () => {
    const { organisation, first, caller } = await household();
    const { id } = await recipient(first, "Ana");
    await press(organisation, id, "unsubscribe");
    const counted = async () => (await caller.campaign.progress({ campaignId: first })).facts.unsubscribed;
    expect(await counted()).toBe(1);
    await press(organisation, id, "resubscribe");
    expect(await counted()).toBe(1);
    expect(await recipient(first, "Ana")).toMatchObject({ status: "unsubscribed" });
    expect(await world.broken(organisation)).toEqual([]);
  });
});
