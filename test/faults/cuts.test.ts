import { campaignWorkflowId } from "@packpost/workflows/campaign/contract";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { OwnTemporal } from "../support/own-temporal.ts";
import { waitUntil } from "../support/wait-until.ts";

const services = inject("services");
const temporal = new OwnTemporal(services.runDirectory);
const world = new TestWorld(services);

beforeAll(async () => {
  await temporal.start();
  await world.open({ temporalAddress: temporal.address });
  world.startWorker();
});
afterAll(async () => {
  await world.close();
  await temporal.kill();
});

/** Makes each call take a while, so that there is a middle to cut into. */
async function slow({ token }: TestOrganisation): Promise<void> {
  await world.simulator.call("PUT", "/_faults", { tokens: { [token]: { latencyMs: 400 } } });
}

async function expectAllOnce(organisation: TestOrganisation, campaignId: string, n: number): Promise<void> {
  await world.status(campaignId, "sent", 90_000);
  expect(await world.statuses(campaignId)).toEqual({ sent: n });
  expect(await world.ledger(organisation.token)).toMatchObject({ accepted: n, duplicates: 0 });
  expect(await world.broken(organisation)).toEqual([]);
}

const somethingSent = (organisation: TestOrganisation, atLeast: number) =>
  waitUntil(
    "some to be sent",
    async () => (await world.ledger(organisation.token)).accepted >= atLeast,
    90_000,
  );

describe("connections that break in the middle of a campaign", () => {
  it("PostgreSQL ends every connection, several times", async () => {
    const organisation = await world.organisation(3_000);
    await slow(organisation);
    const campaignId = await world.send(organisation, 3_000);
    for (const sent of [500, 1_500, 2_000]) {
      await somethingSent(organisation, sent);
      await world.owner.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'packpost_app' and datname = current_database()",
      );
    }
    await expectAllOnce(organisation, campaignId, 3_000);
  }, 300_000);

  it("O4 the Temporal server is killed and started again", async () => {
    const organisation = await world.organisation(3_000);
    await slow(organisation);
    const campaignId = await world.send(organisation, 3_000);
    await somethingSent(organisation, 500);
    await temporal.kill();
    await temporal.start();
    await expectAllOnce(organisation, campaignId, 3_000);
  }, 150_000);
});

describe("several organisations at once", () => {
  it("each gets its own mail, and no campaign waits for another", async () => {
    const organisations = await Promise.all([300, 700, 1_100].map((n) => world.organisation(n)));
    const sizes = [300, 700, 1_100];
    const campaigns = await Promise.all(organisations.map((one, i) => world.send(one, sizes[i] ?? 0)));
    for (const [i, organisation] of organisations.entries())
      await expectAllOnce(organisation, campaigns[i] ?? "", sizes[i] ?? 0);
  });
});

describe("rows that somebody holds locked", () => {
  it("are waited for without spinning", async () => {
    const organisation = await world.organisation(50);
    const campaignId = await world.due(organisation, 50);
    const { nextStep } = await import("@packpost/core/broadcast/next-step");
    const { snapshotAudience } = await import("@packpost/core/broadcast/snapshot-audience");
    const { createTestWorkerContext } = await import("../support/worker-context.ts");
    const { quickTimings } = await import("../support/open-world.ts");
    const ctx = createTestWorkerContext(world, organisation);
    await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
    await snapshotAudience({ ctx, input: { broadcastId: campaignId } });
    const holder = await world.owner.connect();
    try {
      await holder.query("begin");
      await holder.query("select from recipient where broadcast_id = $1 for update", [campaignId]);
      await world.wake(organisation, campaignId);
      const handle = world.client.workflow.getHandle(campaignWorkflowId(campaignId));
      const started = async () => {
        const { events = [] } = await handle.fetchHistory();
        return (events ?? []).filter(({ activityTaskScheduledEventAttributes: task }) => task);
      };
      // Two rounds (1 s, then 2 s of waiting) take three seconds; spinning would be hundreds of activities by then.
      const seen = await waitUntil("a second round", async () => {
        const tasks = await started();
        return tasks.length >= 3 ? tasks : undefined;
      });
      const [first, last] = [seen.at(0)?.eventTime?.seconds, seen.at(-1)?.eventTime?.seconds];
      expect(Number(last) - Number(first)).toBeGreaterThanOrEqual(1);
      expect(seen.length).toBeLessThan(8);
    } finally {
      await holder.query("rollback");
      holder.release();
    }
    await expectAllOnce(organisation, campaignId, 50);
  });
});
