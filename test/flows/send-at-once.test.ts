import { queuePreview } from "@packpost/core/delivery/queue-preview";
import { sendAtOnce } from "@packpost/core/delivery/send-at-once";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

/** Queues a mail and sends it at once, the provider behaving as told. */
async function run(knobs: object, { dies = false } = {}) {
  const organisation = await world.organisation(1);
  await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: knobs } });
  const worker = createTestWorkerContext(world, organisation);
  const started: string[] = [];
  const startDelivery = ({ deliveryId }: { deliveryId: string }) => void started.push(deliveryId);
  const ctx = { ...worker, workflows: { ...worker.workflows, startDelivery } };
  const input = {
    campaignId: await world.draft(organisation),
    version: 2,
    to: "dana@staff.example, ben@staff.example",
  };
  const sent = sendAtOnce(ctx, quickTimings, async ({ workflows }) => {
    await queuePreview({ ctx: { ...organisation.ctx, workflows }, input });
    if (dies) throw new Error("The process dies");
  });
  await sent.catch((error: unknown) => expect(error).toMatchObject({ message: "The process dies" }));
  const { rows } = await world.owner.query<{ id: string; status: string; calls: number }>(
    "select id, status, calls from delivery where organisation_id = $1 order by address desc",
    [organisation.ctx.organisationId],
  );
  return { rows, started, accepted: (await world.ledger(organisation.token)).accepted };
}

describe("V5 what is sent from the look that queues it", () => {
  it("V5 is with the provider when the work is done, and needs no workflow of its own", async () => {
    const { rows, started, accepted } = await run({});
    expect(rows).toMatchObject([
      { status: "sent", calls: 1 },
      { status: "sent", calls: 1 },
    ]);
    expect({ started, accepted }).toEqual({ started: [], accepted: 2 });
  });

  it("V5 goes on by its workflow where its call was not answered, and is not called for a second time here", async () => {
    const { rows, started, accepted } = await run({ next: [{ kind: "reset-after" }] });
    expect(rows.map(({ calls }) => calls)).toEqual([1, 0]);
    expect(started.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect(accepted).toBe(1);
  });

  it("V5 waits as a row for the sweep where the process dies before it is handed over", async () => {
    const { rows, started, accepted } = await run({}, { dies: true });
    expect(rows).toMatchObject([
      { status: "waiting", calls: 0 },
      { status: "waiting", calls: 0 },
    ]);
    expect({ started, accepted }).toEqual({ started: [], accepted: 0 });
  });
});
