import { cancelCampaign } from "@packpost/core/campaign/send/cancel-campaign";
import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { resumeCampaign } from "@packpost/core/campaign/send/resume-campaign";
import { undoSend } from "@packpost/core/campaign/send/undo-send";
import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { readableText, readHistories } from "../support/read-histories.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let worker = world.workers[0];
beforeAll(async () => {
  await world.open();
  worker = world.startWorker();
});
afterAll(() => world.close());

/** Makes each call take a while, so that a campaign has a middle. */
const slow = ({ token }: TestOrganisation, latencyMs: number | null = 400) =>
  world.simulator.call("PUT", "/_faults", { tokens: { [token]: { latencyMs } } });

const accepted = async ({ token }: TestOrganisation) => (await world.ledger(token)).accepted;

/** As if a signal had been lost half a minute ago. */
const loseSignal = (campaignId: string) =>
  world.owner.query("update broadcast set changed_at = now() - interval '31 seconds' where id = $1", [
    campaignId,
  ]);
const sweep = () => world.client.schedule.getHandle("campaign-sweep").trigger();

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

  it("C7 can be undone for 10 s, then sent again, once, by the same workflow", async () => {
    const organisation = await world.organisation(40);
    const input = { campaignId: await world.draft(organisation) };
    await world.confirm(organisation, input.campaignId, 40);
    await world.wake(organisation, input.campaignId);
    // The signal of the undo is lost: the old timer goes on running.
    expect(await undoSend({ ctx: organisation.ctx, input })).toEqual({ outcome: "undone" });
    await world.confirm(organisation, input.campaignId, 40);
    await world.wake(organisation, input.campaignId);
    const { rows } = await world.owner.query(
      "select extract(epoch from send_at - now()) as seconds from broadcast where id = $1",
      [input.campaignId],
    );
    expect(Number(rows[0].seconds)).toBeGreaterThan(5);
    await world.status(input.campaignId, "sent");
    expect(await accepted(organisation)).toBe(40);
    expect(await undoSend({ ctx: organisation.ctx, input })).toEqual({ outcome: "too_late" });
  });

  it("C7 an undone send ends its workflow, and nothing leaves", async () => {
    const organisation = await world.organisation(10);
    const input = { campaignId: await world.draft(organisation) };
    await world.confirm(organisation, input.campaignId, 10);
    await world.wake(organisation, input.campaignId);
    await undoSend({ ctx: organisation.ctx, input });
    await world.wake(organisation, input.campaignId);
    await world.workflowEnded(input.campaignId);
    await world.status(input.campaignId, "draft");
    expect(await accepted(organisation)).toBe(0);
    expect(await world.statuses(input.campaignId)).toEqual({});
  });

  it("C8 pauses while sending, survives a restart of the worker, resumes where it stood", async () => {
    const organisation = await world.organisation(3_000);
    const { ctx } = organisation;
    await slow(organisation);
    const campaignId = await world.send(organisation, 3_000);
    await waitUntil("a first batch", async () => (await accepted(organisation)) >= 500);
    await pauseCampaign({ ctx, input: { campaignId } });
    await world.wake(organisation, campaignId);
    await waitUntil("calls in flight to be recorded", async () => {
      const { claimed = 0, sent } = await world.statuses(campaignId);
      return claimed === 0 && sent === (await accepted(organisation));
    });
    const before = await accepted(organisation);
    expect(before).toBeLessThan(3_000);

    expect(await worker?.stop()).toBe("exit code 0");
    worker = world.startWorker();
    await world.wake(organisation, campaignId);
    const seen = async () => {
      const { rows } = await world.owner.query(
        "select observed_revision = revision as seen from broadcast where id = $1",
        [campaignId],
      );
      return rows[0].seen && (await describeRaw(campaignId)).pendingActivities === 0;
    };
    await waitUntil("the new worker to look at it", seen);
    expect(await accepted(organisation)).toBe(before);

    await slow(organisation, null);
    await resumeCampaign({ ctx, input: { campaignId } });
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent");
    expect(await world.statuses(campaignId)).toEqual({ sent: 3_000 });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 3_000, duplicates: 0 });
    expect(await world.broken(organisation)).toEqual([]);
  }, 120_000);

  it("leaves no claim behind when the worker is told to stop in the middle", async () => {
    const organisation = await world.organisation(3_000);
    await slow(organisation);
    const campaignId = await world.send(organisation, 3_000);
    await waitUntil("a first batch", async () => (await accepted(organisation)) >= 500);
    expect(await worker?.stop()).toBe("exit code 0");
    expect(await world.statuses(campaignId)).not.toHaveProperty("claimed");
    worker = world.startWorker();
    await world.status(campaignId, "sent");
    const { rows } = await world.owner.query("select distinct outcome from attempt where broadcast_id = $1", [
      campaignId,
    ]);
    expect(rows).toEqual([{ outcome: "recorded" }]);
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 3_000, duplicates: 0 });
  }, 120_000);

  it("C8 cancels the rest; what was sent stays sent", async () => {
    const organisation = await world.organisation(3_000);
    const { ctx } = organisation;
    await slow(organisation);
    const campaignId = await world.send(organisation, 3_000);
    await waitUntil("a first batch", async () => (await accepted(organisation)) >= 500);
    await cancelCampaign({ ctx, input: { campaignId } });
    await world.wake(organisation, campaignId);
    await world.workflowEnded(campaignId);
    const { sent = 0, cancelled = 0, ...others } = await world.statuses(campaignId);
    expect(others).toEqual({});
    expect(sent + cancelled).toBe(3_000);
    expect(sent).toBe(await accepted(organisation));
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C17 stops for the organisation's switch and goes on when it is lifted", async () => {
    const organisation = await world.organisation(1_500);
    const { organisationId } = organisation.ctx;
    await slow(organisation);
    const campaignId = await world.send(organisation, 1_500);
    await waitUntil("a first batch", async () => (await accepted(organisation)) >= 500);
    await world.owner.query("update organisation set sending_stopped_at = now() where id = $1", [
      organisationId,
    ]);
    await waitUntil(
      "the workflow to wait",
      async () => (await describeRaw(campaignId)).pendingActivities === 0,
    );
    const stopped = await accepted(organisation);
    expect(stopped).toBeLessThan(1_500);
    await world.owner.query("update organisation set sending_stopped_at = null where id = $1", [
      organisationId,
    ]);
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent");
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 1_500, duplicates: 0 });
  });
});

describe("signals that are lost", () => {
  it("a campaign that nobody started is started by the sweep", async () => {
    const organisation = await world.organisation(20);
    const campaignId = await world.due(organisation, 20);
    await sweep();
    await world.status(campaignId, "sent");
    expect(await accepted(organisation)).toBe(20);
  });

  it.each([
    ["a resumed", resumeCampaign, { sent: 20 }],
    ["a cancelled", cancelCampaign, { cancelled: 20 }],
  ] as const)("%s campaign is told by the sweep", async (_name, verb, outcome) => {
    const organisation = await world.organisation(20);
    const { ctx } = organisation;
    // The account is refused, so the campaign pauses with its audience written down.
    const next = [{ kind: "error", status: 401, errorCode: 10 }];
    await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: { next } } });
    const campaignId = await world.send(organisation, 20);
    await world.status(campaignId, "paused");
    await waitUntil(
      "the workflow to wait",
      async () => (await describeRaw(campaignId)).pendingActivities === 0,
    );
    await verb({ ctx, input: { campaignId } });
    await loseSignal(campaignId);
    await sweep();
    await world.workflowEnded(campaignId);
    expect(await world.statuses(campaignId)).toEqual(outcome);
    expect(await world.broken(organisation)).toEqual([]);
  });
});

describe("what the Temporal UI shows", () => {
  it("O4 nothing personal in any history, and a summary for every start, timer and activity", async () => {
    const histories = await readHistories(world.client);
    const campaigns = histories.filter(({ workflowId }) => workflowId.startsWith("campaign/"));
    expect(campaigns.length).toBeGreaterThanOrEqual(9);
    const personal = /inbox\.example|large\.example|Person\s?\d|Luna|Milo|Biscuit|Hello|open again|Spring/gi;
    for (const { workflowId, history } of histories) {
      const text = readableText(history);
      expect(text.match(personal) ?? [], workflowId).toEqual([]);
      if (workflowId.startsWith("campaign/")) {
        // Payloads are readable here, so what is not found is not there.
        expect(text.split(/(?:campaign|broadcast)Id\\":/).length, workflowId).toBeGreaterThan(2);
      }
    }
    for (const { workflowId, history } of campaigns) {
      for (const event of history.events ?? []) {
        const told = event.activityTaskScheduledEventAttributes ?? event.timerStartedEventAttributes;
        if (told) expect(event.userMetadata?.summary, `${workflowId} ${event.eventId}`).toBeTruthy();
      }
      expect(history.events?.[0]?.userMetadata?.summary, workflowId).toBeTruthy();
    }
  });
});

/** How many activities a campaign's workflow has in hand. */
async function describeRaw(campaignId: string): Promise<{ pendingActivities: number }> {
  const { raw } = await world.client.workflow.getHandle(campaignWorkflowId(campaignId)).describe();
  return { pendingActivities: raw.pendingActivities?.length ?? 0 };
}
