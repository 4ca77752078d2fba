import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nextStep } from "@packpost/core/broadcast/next-step";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { appUrl, authSecret, quickTimings, TestWorld } from "../support/open-world.ts";
import { tieChild } from "../support/tie-child.ts";
import { waitUntil } from "../support/wait-until.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

describe("a process that is stopped (SIGSTOP) between claim and call", () => {
  it("does not call when it wakes after its time, and nobody is written to twice", async () => {
    const organisation = await world.organisation(900);
    const campaignId = await world.due(organisation, 900);
    const ctx = createTestWorkerContext(world, organisation);
    const input = { broadcastId: campaignId, timings: quickTimings };
    await nextStep({ ctx, input });
    await snapshotAudience({ ctx, input });

    const child = spawn(process.execPath, [join(import.meta.dirname, "../support/stopped-slice-main.ts")], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: world.databaseUrl,
        SANDBOX_URL: world.simulator.url,
        APP_URL: appUrl,
        AUTH_SECRET: authSecret,
        ORGANISATION_ID: organisation.ctx.organisationId,
        CAMPAIGN_ID: campaignId,
        CALL_MS: String(quickTimings.callMs),
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    tieChild(child, "stopped slice");
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    try {
      const isStopped = () => /^State:\s+T/m.test(readFileSync(`/proc/${child.pid}/status`, "utf8"));
      await waitUntil("the kernel to hold it", isStopped);
      expect(await world.statuses(campaignId)).toEqual({ waiting: 400, claimed: 500 });
      expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 0 });

      world.startWorker();
      await world.wake(organisation, campaignId);
      await world.status(campaignId, "sent", 120_000);
      expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 900, duplicates: 0 });

      const gone = once(child, "exit");
      child.kill("SIGCONT");
      expect(await gone).toEqual([0, null]);
      expect(said).toBe("too_late");
      // It has given back nothing of what the other one did.
      expect(await world.statuses(campaignId)).toEqual({ sent: 900 });
      expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 900, duplicates: 0 });
      expect(await world.broken(organisation)).toEqual([]);
    } finally {
      child.kill("SIGKILL");
    }
  }, 200_000);

  // A stopped worker's long polls swallow tasks for a minute, so this one is slow.
  it.runIf(process.env.FAULTS === "full")(
    "holds for a whole worker too",
    async () => {
      const organisation = await world.organisation(900);
      await Promise.all(world.workers.map((worker) => worker.stop()));
      const stopped = world.startWorker({ at: "before-call", call: 1, signal: "SIGSTOP" });
      const campaignId = await world.send(organisation, 900);
      await stopped.harmed();
      await waitUntil("the kernel to hold it", () => stopped.isStopped());
      world.startWorker();
      await world.status(campaignId, "sent", 180_000);
      stopped.signal("SIGCONT");
      await waitUntil("the woken worker to report", () => stopped.report().some(({ call }) => call));
      expect(stopped.report().filter(({ call }) => call)).toEqual([
        { call: 1, mails: 500, outcome: "too_late" },
      ]);
      expect(await stopped.stop()).toBe("exit code 0");
      expect(await world.statuses(campaignId)).toEqual({ sent: 900 });
      expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 900, duplicates: 0 });
      expect(await world.broken(organisation)).toEqual([]);
    },
    240_000,
  );
});
