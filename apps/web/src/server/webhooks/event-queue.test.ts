import { describe, expect, it } from "vitest";
import { EventQueue } from "./event-queue.ts";

describe("event queue", () => {
  it("commits what arrives meanwhile as one group, in order", async () => {
    const groups: number[][] = [];
    const gate = Promise.withResolvers<void>();
    const queue = new EventQueue<number>(async (_key, events) => {
      groups.push([...events]);
      if (groups.length === 1) await gate.promise;
    });
    const first = queue.add("a", 1);
    const rest = [queue.add("a", 2), queue.add("a", 3)];
    gate.resolve();
    await Promise.all([first, ...rest]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it("writes a failed group singly, and fails only the bad event", async () => {
    const written: number[] = [];
    const gate = Promise.withResolvers<void>();
    const queue = new EventQueue<number>(async (_key, events) => {
      if (events.length === 1 && events[0] === 0) await gate.promise;
      if (events.includes(13)) throw new Error("bad event");
      written.push(...events);
    });
    const results = Promise.allSettled([0, 1, 13, 2].map((event) => queue.add("a", event)));
    gate.resolve();
    expect((await results).map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(written).toEqual([0, 1, 2]);
  });

  it("does not let one organisation wait for another", async () => {
    const queue = new EventQueue<number>((key) =>
      key === "slow" ? new Promise(() => undefined) : Promise.resolve(),
    );
    void queue.add("slow", 1);
    await queue.add("quick", 1);
  });
});
