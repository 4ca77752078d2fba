import { wakeCampaign } from "@packpost/workflows/client";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { scheduleIds } from "../../apps/worker/src/schedules.ts";
import { quickTimings, TestWorld } from "../support/open-world.ts";
import { OwnTemporal } from "../support/own-temporal.ts";
import { waitUntil } from "../support/wait-until.ts";

const { runDirectory } = inject("services");
const temporal = new OwnTemporal(runDirectory);
const world = new TestWorld(inject("services"));
let connection: Connection;
beforeAll(async () => {
  await temporal.start();
  await world.open({ temporalAddress: temporal.address });
  // The only namespace that is there again after the loss.
  process.env.TEMPORAL_NAMESPACE = "default";
  connection = await Connection.connect({ address: temporal.address });
});
afterAll(async () => {
  await world.close();
  await connection.close();
  await temporal.kill();
});

it("O4 Temporal loses its data while a campaign is sent: schedules are back, the rest goes out, nobody twice", async () => {
  const client = new Client({ connection, namespace: "default" });
  const worker = world.startWorker(undefined, { SCHEDULES_EVERY_MS: "500" });
  let ended: string | undefined;
  void worker.exited.then((how) => {
    ended = how;
  });
  const schedules = async () => {
    const ids: string[] = [];
    for await (const { scheduleId } of client.schedule.list()) ids.push(scheduleId);
    return ids.length === scheduleIds.length ? ids.sort() : undefined;
  };
  const before = await waitUntil("the schedules", schedules);

  const organisation = await world.organisation(3_000);
  const { organisationId } = organisation.ctx;
  // At that pace it takes longer than Temporal does to begin anew: a slice is sent to its end without it.
  await world.owner.query(
    "insert into sender (organisation_id, stream, per_second) values ($1, 'bulk', 300) on conflict (organisation_id, stream) do update set per_second = 300",
    [organisationId],
  );
  const campaignId = await world.due(organisation, 3_000);
  await wakeCampaign(client, { organisationId, campaignId, timings: quickTimings });
  await waitUntil("a first batch", async () => (await world.ledger(organisation.token)).accepted >= 300);
  await temporal.loseData();
  expect((await world.ledger(organisation.token)).accepted).toBeLessThan(3_000);

  expect(await waitUntil("the schedules again", schedules)).toEqual(before);
  await waitUntil("the sweep to find the campaign, and its end", async () => {
    // In life every minute.
    await client.schedule.getHandle("campaign-sweep").trigger();
    return world.status(campaignId, "sent", 1_000).catch(() => undefined);
  });
  expect(await world.statuses(campaignId)).toEqual({ sent: 3_000 });
  expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 3_000, duplicates: 0 });
  expect(await world.broken(organisation)).toEqual([]);
  expect(ended).toBeUndefined();
});
