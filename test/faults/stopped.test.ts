import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

describe("a worker that is stopped between claim and call", () => {
  it("does not call when it wakes after its time, and nobody is written to twice", async () => {
    const organisation = await world.organisation(900);
    const stopped = world.startWorker({ at: "before-call", call: 1, signal: "SIGSTOP" });
    const campaignId = await world.send(organisation, 900);
    await stopped.harmed();
    await waitUntil("the kernel to hold it", () => stopped.isStopped());
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 0 });

    world.startWorker();
    await world.status(campaignId, "sent", 90_000);
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 900, duplicates: 0 });

    stopped.signal("SIGCONT");
    await waitUntil("the woken worker to report its call", () => stopped.report().some(({ call }) => call));
    expect(stopped.report().filter(({ call }) => call)).toEqual([
      { call: 1, mails: 500, outcome: "too_late" },
    ]);
    // It has released nothing of what the other one did.
    expect(await stopped.stop()).toBe("exit code 0");
    expect(await world.statuses(campaignId)).toEqual({ sent: 900 });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 900, duplicates: 0 });
    expect(await world.broken(organisation)).toEqual([]);
  }, 150_000);
});
