import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";
import { randomFrom } from "../support/random-from.ts";
import type { WorkerFault } from "../support/start-worker.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));

describe.runIf(process.env.FAULTS === "full")("everything goes wrong at once", () => {
  beforeAll(() => world.open());
  afterAll(() => world.close());

  it("20,000 and 4,000 people, a provider that fails one call in five, workers that die again and again", async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    const random = randomFrom(seed);
    const sizes = [20_000, 4_000];
    const organisations = [await world.organisation(20_000), await world.organisation(4_000)];
    await world.simulator.call("PUT", "/_faults", {
      rate429: 0.04,
      retryAfterSeconds: 1,
      rate5xxBefore: 0.03,
      rate5xxAfter: 0.04,
      rateResetBefore: 0.03,
      rateResetAfter: 0.04,
      rateHangAfter: 0.02,
      hangMs: 6_000,
      searchLagMs: 700,
    });
    const campaigns = await Promise.all(organisations.map((one, i) => world.send(one, sizes[i] ?? 0)));
    const places: WorkerFault["at"][] = ["before-call", "after-call", "after-record"];
    for (let death = 0; death < 8; death += 1) {
      const at = places[Math.floor(random() * places.length)] ?? "after-call";
      const worker = world.startWorker({ at, call: 1 + Math.floor(random() * 4), signal: "SIGKILL" });
      const finished = waitUntil(
        "the worker to die",
        async () => (await statusesOf(campaigns)).every((status) => status === "sent"),
        240_000,
      ).catch(() => undefined);
      await Promise.race([worker.exited, finished]);
    }
    world.startWorker();
    for (const [i, organisation] of organisations.entries()) {
      await world.status(campaigns[i] ?? "", "sent", 600_000);
      const told = `seed ${seed}`;
      expect(await world.statuses(campaigns[i] ?? ""), told).toEqual({ sent: sizes[i] });
      expect(await world.ledger(organisation.token), told).toMatchObject({
        accepted: sizes[i],
        duplicates: 0,
      });
      expect(await world.broken(organisation), told).toEqual([]);
    }
  }, 1_200_000);
});

async function statusesOf(campaigns: readonly string[]): Promise<string[]> {
  const { rows } = await world.owner.query("select status from broadcast where id = any($1)", [campaigns]);
  return rows.map(({ status }) => status);
}
