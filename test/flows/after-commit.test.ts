import { pauseCampaign } from "@packpost/core/campaign/send/pause-campaign";
import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { undoSend } from "@packpost/core/campaign/send/undo-send";
import type { Context } from "@packpost/core/context";
import { queuePreview } from "@packpost/core/delivery/queue-preview";
import { createWorkflows } from "@packpost/core/workflows";
import { afterCommit, inOrganisation } from "@packpost/db/orm";
import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { createWorkflowCalls, type WorkflowCalls } from "@packpost/workflows/client";
import { deliveryWorkflowId } from "@packpost/workflows/delivery/contract";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { quietCalls } from "../support/contexts.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let organisation: TestOrganisation;
let campaignId: string;
const warnings: string[] = [];
const log = { warn: (_fields: object, message: string) => void warnings.push(message) };

beforeAll(() => world.open());
afterAll(() => world.close());
beforeEach(async () => {
  warnings.length = 0;
  organisation = await world.organisation(5);
  campaignId = await world.draft(organisation);
});

const withCalls = (calls: WorkflowCalls): Context => {
  const { ctx } = organisation;
  return { ...ctx, workflows: createWorkflows({ organisationId: ctx.organisationId, calls, log }) };
};
const send = (ctx: Context) => sendCampaign({ ctx, input: { campaignId, version: 2, confirmedCount: 5 } });
const statusOf = async () => {
  const { rows } = await world.owner.query("select status from broadcast where id = $1", [campaignId]);
  return rows[0].status;
};

/** Notes what is asked of Temporal, with what stands in the campaign's row for everybody at that moment. */
function recorder() {
  const asked: string[] = [];
  const note = async (what: string) => void asked.push(`${what} ${await statusOf()}`);
  const calls: WorkflowCalls = {
    ...quietCalls,
    wakeCampaign: (input) => note(`wake ${input.campaignId === campaignId}`),
    startDelivery: () => note("delivery"),
  };
  return { asked, ctx: withCalls(calls) };
}

/** Nobody listens there. */
function away(): Client {
  return new Client({ connection: Connection.lazy({ address: "127.0.0.1:1" }) });
}

describe("what a verb asks of workflows", () => {
  it("happens after its commit", async () => {
    const { asked, ctx } = recorder();
    expect(await send(ctx)).toMatchObject({ outcome: "scheduled" });
    expect(asked).toEqual(["wake true scheduled"]);
    expect(await pauseCampaign({ ctx, input: { campaignId } })).toEqual({ outcome: "paused" });
    // Nothing to pause any more: nothing to wake.
    expect(await pauseCampaign({ ctx, input: { campaignId } })).toEqual({ outcome: "not_sending" });
    expect(asked).toEqual(["wake true scheduled", "wake true paused"]);
  });

  it("does not happen when its transaction is rolled back", async () => {
    const { asked, ctx } = recorder();
    await world.owner.query(`
      create function refuse_undone() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
      create trigger refuse_undone before insert on audit for each row when (new.action = 'campaign.send_undone') execute function refuse_undone()`);
    await send(ctx);
    // The wake-up is asked for, then the audit cannot be written.
    await expect(undoSend({ ctx, input: { campaignId } })).rejects.toThrow("full");
    await world.owner.query("drop function refuse_undone() cascade");
    expect(await statusOf()).toBe("scheduled");
    expect(asked).toEqual(["wake true scheduled"]);
  });

  it("happens once, at the outermost commit of nested units of work", async () => {
    const { asked, ctx } = recorder();
    const { orm, organisationId } = ctx;
    await inOrganisation(orm, organisationId, async (em) => {
      await send(ctx);
      await pauseCampaign({ ctx, input: { campaignId } });
      await inOrganisation(orm, organisationId, () => undoSend({ ctx, input: { campaignId } }));
      expect(asked).toEqual([]);
      // One transaction: what the verbs did is seen here, and by nobody else.
      const [row] = await em.execute("select status from broadcast where id = ?", [campaignId]);
      expect(row).toEqual({ status: "draft" });
      expect(await statusOf()).toBe("draft");
      await send(ctx);
      expect(await statusOf()).toBe("draft");
    });
    expect(asked).toEqual(["wake true scheduled"]);
  });

  it("does not happen for a nested unit that was rolled back, nor for any when the outermost is", async () => {
    const { asked, ctx } = recorder();
    const { orm, organisationId } = ctx;
    const preview = { campaignId, version: 2, to: "dana@staff.example" };
    await inOrganisation(orm, organisationId, async () => {
      const failed = inOrganisation(orm, organisationId, async () => {
        await send(ctx);
        throw new Error("no");
      });
      await expect(failed).rejects.toThrow("no");
      expect(await queuePreview({ ctx, input: preview })).toMatchObject({ outcome: "queued" });
    });
    expect(asked).toEqual(["delivery draft"]);
    const whole = inOrganisation(orm, organisationId, async () => {
      await send(ctx);
      throw new Error("no");
    });
    await expect(whole).rejects.toThrow("no");
    expect(asked).toEqual(["delivery draft"]);
    expect(await statusOf()).toBe("draft");
  });

  it("cannot be asked outside of a unit of work", () => {
    expect(() => organisation.ctx.workflows.wakeCampaign(campaignId)).toThrow("outside of a unit of work");
    expect(() => afterCommit("x", async () => undefined)).toThrow("outside of a unit of work");
  });
});

describe("Temporal", () => {
  it("has the workflows running when the verb has answered", async () => {
    const ctx = withCalls(createWorkflowCalls(world.client));
    await send(ctx);
    const preview = { campaignId, version: 2, to: "dana@staff.example" };
    const queued = await queuePreview({ ctx, input: preview });
    const [deliveryId = ""] = queued.outcome === "queued" ? queued.deliveryIds : [];
    for (const id of [campaignWorkflowId(campaignId), deliveryWorkflowId(deliveryId)]) {
      const running = async () =>
        (await world.client.workflow.getHandle(id).describe()).status.name === "RUNNING";
      await waitUntil(`${id} to run`, running);
    }
    expect(warnings).toEqual([]);
  });

  it("is away: the verbs succeed without waiting for it, and the sweeps catch up", async () => {
    const client = away();
    const ctx = withCalls(createWorkflowCalls(client));
    expect(await send(ctx)).toMatchObject({ outcome: "scheduled" });
    const preview = { campaignId, version: 2, to: "dana@staff.example" };
    expect(await queuePreview({ ctx, input: preview })).toMatchObject({ outcome: "queued" });
    await waitUntil("the log to say so", () => warnings.length === 2);
    expect(new Set(warnings)).toEqual(new Set(["a workflow was not called, its sweep will"]));
    await client.connection.close();
    await world.hurry(campaignId);
    // A row that nobody has taken up within half a minute was lost on the way.
    await world.owner.query(
      "update delivery set created_at = now() - interval '1 minute' where campaign_id = $1",
      [campaignId],
    );
    const worker = world.startWorker();
    for (const schedule of ["campaign-sweep", "delivery-sweep", "conversation-sweep"])
      await waitUntil("the schedules", () =>
        world.client.schedule
          .getHandle(schedule)
          .trigger()
          .then(() => true),
      );
    await world.status(campaignId, "sent");
    await waitUntil("the preview", async () => {
      const { rows } = await world.owner.query("select sent_at from delivery where campaign_id = $1", [
        campaignId,
      ]);
      return rows[0].sent_at !== null;
    });
    await worker.stop();
  });
});
