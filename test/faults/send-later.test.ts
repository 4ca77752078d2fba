import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { holdRows } from "../support/hold-rows.ts";
import { TestWorld } from "../support/open-world.ts";
import { openUnreadFamily } from "../support/unread-family.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
const rows = holdRows(world);
beforeAll(() => world.open());
afterAll(() => world.close());

const stopAll = () => Promise.all(world.workers.map((worker) => worker.stop()));

describe("V15 a message sent later and a worker that dies", () => {
  it("V15 T18 killed in the midst of posting it, and once more before its time: each comes once, late, and is mailed once", async () => {
    const family = await openUnreadFamily(world);
    const first = world.startWorker();
    await family.later("In the midst", 2);
    // Its entry is written; whom it waits for to be read is not.
    const release = await rows.hold("select from customer where organisation_id = $1 for update", [
      family.organisation.ctx.organisationId,
    ]);
    await rows.stalled("insert into message_notice");
    first.signal("SIGKILL");
    await first.exited;
    await release();
    await family.later("Before its time", 1);
    await waitUntil("its time", async () => {
      const { rows: due } = await world.owner.query(
        "select from scheduled_message where thread_id = $1 and due_at + interval '1 second' < now() having count(*) = 2",
        [family.threadId],
      );
      return due.length > 0;
    });
    expect(await family.messages()).toEqual([]);
    world.startWorker();
    await waitUntil("both to be posted", async () => (await family.messages()).length >= 2, 90_000);
    await family.mailed(90_000);
    const messages = await family.messages();
    expect(messages.map(({ body }) => body)).toEqual(["In the midst", "Before its time"]);
    for (const { lateSeconds } of messages) expect(lateSeconds).toBeGreaterThan(1);
    expect((await family.notices()).map(({ outcome }) => outcome)).toEqual(["mailed", "mailed"]);
    expect(await family.accepted()).toBe(1);
    await stopAll();
  }, 240_000);
});
