import { reviewAudience } from "@packpost/core/audience/review/review-audience";
import { chooseCopy } from "@packpost/core/campaign/draft/choose-copy";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { cancelCampaign } from "@packpost/core/campaign/send/cancel-campaign";
import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { enterPeople } from "@packpost/core/manual-recipients/enter-people";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { atOnce, holdRows } from "../support/hold-rows.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());
const { hold, stalled } = holdRows(world);

describe("C3 issue 7 scale: while ten thousand people are being entered by hand", () => {
  /** Numbers being entered, one of whom somebody else is changing: the list is written and cannot be ended. */
  async function beingEntered(organisation: TestOrganisation, campaignId: string, list: "add" | "exclude") {
    const { ctx } = organisation;
    const held = await hold("select from customer where organisation_id = $1 and number = 1 for update", [
      ctx.organisationId,
    ]);
    const entered = enterPeople({ ctx, input: { campaignId, list, text: "#1, #2, #3" } });
    const settled = entered.catch(() => undefined);
    await stalled("insert into manual_recipient");
    const end = async () => {
      await held();
      await settled;
      return entered;
    };
    return { end, ctx };
  }

  it("C3 C5 the draft is edited and looked at meanwhile, another list waits its turn, who sends is told of them", async () => {
    const organisation = await world.organisation(20);
    const campaignId = await world.draft(organisation);
    const { ctx, end } = await beingEntered(organisation, campaignId, "exclude");
    const input = { campaignId };
    await atOnce(chooseCopy({ ctx, input: { campaignId, copyTo: "organisation" } }));
    const changes = { name: "Another name" };
    expect(await atOnce(editCampaign({ ctx, input: { campaignId, version: 2, changes } }))).toMatchObject({
      outcome: "saved",
    });
    expect(await atOnce(reviewAudience({ ctx, input }))).toMatchObject({ willReceive: 20 });
    const other = enterPeople({ ctx, input: { campaignId, list: "exclude", text: "#4" } });
    await stalled("pg_advisory_xact_lock(");
    const sent = sendCampaign({ ctx, input: { campaignId, version: 3, confirmedCount: 20 } });
    await stalled("pg_advisory_xact_lock_shared");
    expect(await end()).toMatchObject({ outcome: "entered", count: { good: 3 } });
    expect(await other).toMatchObject({ outcome: "entered", count: { good: 4 } });
    expect(await sent).toMatchObject({ outcome: "audience_changed", now: 16 });
  });

  it("C3 C8 a scheduled campaign is paused at once; cancelled, its list stays as it was and says why", async () => {
    const organisation = await world.organisation(20);
    const paused = await world.due(organisation, 20);
    const first = await beingEntered(organisation, paused, "exclude");
    expect(await atOnce(pauseCampaign({ ctx: first.ctx, input: { campaignId: paused } }))).toEqual({
      outcome: "paused",
    });
    expect(await first.end()).toMatchObject({ outcome: "entered", count: { good: 3 } });
    const cancelled = await world.due(organisation, 20);
    const second = await beingEntered(organisation, cancelled, "exclude");
    await atOnce(cancelCampaign({ ctx: second.ctx, input: { campaignId: cancelled } }));
    await expect(second.end()).rejects.toMatchObject({ code: "conflict" });
    const { rows } = await world.owner.query("select from manual_recipient where campaign_id = $1", [
      cancelled,
    ]);
    expect(rows).toEqual([]);
  });
});
