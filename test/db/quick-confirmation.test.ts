import { keepAudiences } from "@packpost/core/audience/kept/keep-audiences";
import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { addSuppression } from "@packpost/core/suppression/add-suppression";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** Send is pressed a moment after the dialog: rows are counted, so that a slow machine proves nothing. */
const customers = 3_000;
const database = openTestDatabase();
let counter: ReadCounter;
let large: LargeOrganisation;

beforeAll(async () => {
  large = await seedLarge({ orm: database.orm, customers, onlyGood: true });
  counter = await ReadCounter.open(database.appUrl, database.owner);
}, 120_000);
afterAll(() => counter.close());

async function confirmed() {
  const ctx = staffContext({ ...large, orm: counter.orm }, large.ownerId);
  const { campaignId } = await createCampaign({ ctx, input: { name: "Quick" } });
  const changes = { passId: large.passId, subject: "We open", bodyMarkdown: "Hi {{first_name|there}}" };
  await editCampaign({ ctx, input: { campaignId, version: 1, changes } });
  // As the sweep has done, or the workflow that the first count asked for.
  await keepAudiences({ ctx });
  const { reviewId, willReceive } = await reviewAudience({ ctx, input: { campaignId } });
  const send = () =>
    sendCampaign({ ctx, input: { campaignId, version: 2, confirmedCount: willReceive, reviewId } });
  return { ctx, campaignId, willReceive, send };
}

describe("issue 8 pressing Send", () => {
  it("C7 evaluates nobody again of whom nothing has changed", async () => {
    const { send } = await confirmed();
    const read = await counter.of(async () => {
      expect(await send()).toMatchObject({ outcome: "scheduled" });
    });
    expect(read.eligibility ?? 0).toBeLessThan(10);
    expect(read.customer ?? 0).toBeLessThan(10);
  });

  it("C7 names whoever has left since, and who has joined", async () => {
    const { ctx, send, willReceive } = await confirmed();
    await addSuppression({ ctx, input: { channel: "email", value: "person5@large.example" } });
    expect(await send()).toMatchObject({
      outcome: "audience_changed",
      now: willReceive - 1,
      changes: { joined: { people: 0 }, left: { people: 1, names: ["Fay Person5"] } },
    });
  });

  it("C3 C7 a list changed since is counted", async () => {
    const { ctx, campaignId, send, willReceive } = await confirmed();
    await enterPeople({ ctx, input: { campaignId, list: "exclude", text: "#7" } });
    expect(await send()).toMatchObject({ outcome: "audience_changed", now: willReceive - 1 });
  });
});
