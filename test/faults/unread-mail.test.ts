import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TestWorld } from "../support/open-world.ts";
import { openUnreadFamily } from "../support/unread-family.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const stopAll = () => Promise.all(world.workers.map((worker) => worker.stop()));

describe("V5 T18 unread mail and a worker that dies", () => {
  it("V5 T18 killed before the deadline: it comes late, once, with what was written meanwhile", async () => {
    const family = await openUnreadFamily(world);
    const worker = world.startWorker();
    await family.post("One");
    worker.signal("SIGKILL");
    await worker.exited;
    await family.post("Two");
    await family.due();
    expect(await family.accepted()).toBe(0);
    world.startWorker();
    await family.mailed(90_000);
    const notices = await family.notices();
    expect(notices.map(({ outcome }) => outcome)).toEqual(["mailed", "mailed"]);
    expect(notices[0]?.lateSeconds).toBeGreaterThan(1);
    expect(await family.accepted()).toBe(1);
    await stopAll();
  }, 150_000);

  // The provider is asked a minute after a call that was not answered, so this one is slow.
  it.runIf(process.env.FAULTS === "full")(
    "V5 T18 killed between the provider's acceptance and the record: the provider is asked, and nobody is mailed twice",
    async () => {
      const family = await openUnreadFamily(world);
      await world.simulator.call("PUT", "/_faults", {
        tokens: { [family.organisation.token]: { webhooks: "off" } },
      });
      const first = world.startWorker({ at: "after-call", call: 1, signal: "SIGKILL" });
      await family.post("One");
      await first.harmed();
      expect(await first.exited).toBe("SIGKILL");
      expect(await family.accepted()).toBe(1);
      expect(await family.notices()).toMatchObject([{ outcome: "mailed", status: "claimed" }]);
      world.startWorker();
      await family.mailed(180_000);
      expect(await family.accepted()).toBe(1);
      await stopAll();
    },
    300_000,
  );

  it.runIf(process.env.FAULTS === "full")(
    "V5 T18 stopped (SIGSTOP) in the midst of the mail's call: another worker goes on, and what wakes too late calls nobody",
    async () => {
      const family = await openUnreadFamily(world);
      const stopped = world.startWorker({ at: "before-call", call: 1, signal: "SIGSTOP" });
      await family.post("One");
      await stopped.harmed();
      await waitUntil("the kernel to hold it", () => stopped.isStopped());
      expect(await family.accepted()).toBe(0);
      world.startWorker();
      await waitUntil(
        "the call's time to be over",
        async () => {
          const { rows } = await world.owner.query(
            "select from delivery where organisation_id = $1 and purpose = 'unread_notice' and call_until + interval '1 second' < now()",
            [family.organisation.ctx.organisationId],
          );
          return rows.length > 0;
        },
        60_000,
      );
      stopped.signal("SIGCONT");
      await waitUntil("the woken worker to report", () => stopped.report().some(({ call }) => call));
      expect(stopped.report().filter(({ call }) => call)).toMatchObject([{ call: 1, outcome: "too_late" }]);
      await family.mailed(180_000);
      expect(await family.accepted()).toBe(1);
      await stopAll();
    },
    300_000,
  );
});
