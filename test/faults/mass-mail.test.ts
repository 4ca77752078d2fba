import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { repositoryRoot } from "../../scripts/paths.ts";
import { findFreePort } from "../../scripts/ports.ts";
import { appUrl, authSecret, TestWorld } from "../support/open-world.ts";
import { tieChild } from "../support/tie-child.ts";
import { waitUntil } from "../support/wait-until.ts";

const services = inject("services");
const world = new TestWorld(services);
beforeAll(() => world.open());
afterAll(() => world.close());

/** The worker as it runs in life, with its process for mass mail. */
async function startWorker() {
  const port = await findFreePort(0);
  const log = openSync(join(services.runDirectory, `whole-worker-${port}.log`), "a");
  const child = spawn(process.execPath, [join(repositoryRoot, "apps/worker/src/main.ts")], {
    env: {
      PATH: process.env.PATH,
      TEMPORAL_ADDRESS: process.env.TEMPORAL_ADDRESS,
      TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE,
      ...{ DATABASE_URL: world.databaseUrl, SANDBOX_URL: world.simulator.url, AUTH_SECRET: authSecret },
      ...{ APP_URL: appUrl, API_URL: appUrl, STORAGE_URL: world.storageUrl, METRICS_PORT: String(port) },
      ...{ NODE_ENV: "test", LOG_LEVEL: "warn" },
    },
    stdio: ["ignore", log, log],
  });
  tieChild(child, "whole worker");
  const exited = once(child, "exit");
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitUntil("the worker to be ready", isReady, 60_000);
  const massMailPid = () => readdirSync("/proc").find((pid) => isMassMailOf(pid, child.pid ?? 0));
  return { child, exited, isReady, massMailPid };
}

function isMassMailOf(pid: string, parent: number): boolean {
  try {
    const [, of] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(of) === parent && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("mass-mail");
  } catch {
    return false;
  }
}

const isThere = (pid: string) => readdirSync("/proc").includes(pid);

describe("the worker's process for mass mail", () => {
  it("comes back when it is killed in the midst of a campaign, and nobody is lost or doubled", async () => {
    const audience = 4_000;
    const organisation = await world.organisation(audience);
    const worker = await startWorker();
    const first = worker.massMailPid();
    await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: { latencyMs: 300 } } });
    const campaignId = await world.send(organisation, audience);
    await waitUntil("a first batch", async () => (await world.ledger(organisation.token)).accepted > 0);
    process.kill(Number(first), "SIGKILL");
    await waitUntil("the worker not to be ready", async () => !(await worker.isReady()));
    await world.status(campaignId, "sent", 90_000);
    expect(await worker.isReady()).toBe(true);
    expect(worker.massMailPid()).not.toBe(first);
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: audience, duplicates: 0 });
    expect(await world.statuses(campaignId)).toEqual({ sent: audience });
    worker.child.kill("SIGTERM");
    expect(await worker.exited).toEqual([0, null]);
    expect(worker.massMailPid()).toBeUndefined();
  }, 180_000);

  it("ends with the worker, whatever ended that", async () => {
    const worker = await startWorker();
    const pid = worker.massMailPid() ?? "";
    expect(isThere(pid)).toBe(true);
    worker.child.kill("SIGKILL");
    await worker.exited;
    await waitUntil("its process for mass mail to end", () => !isThere(pid));
  }, 90_000);
});
