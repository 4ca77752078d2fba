import { afterEach, describe, expect, it, vi } from "vitest";
import { EventQueue } from "./event-queue.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("event queue", () => {
  it("commits what arrives within a moment, and what arrives meanwhile, as one group each, in order", async () => {
    const groups: number[][] = [];
    const began = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const queue = new EventQueue<number>({
      write: async (_key, events) => {
        groups.push([...events]);
        began.resolve();
        if (groups.length === 1) await gate.promise;
      },
    });
    const first = [1, 2].map((event) => queue.add("a", event, 1));
    await began.promise;
    const rest = [3, 4].map((event) => queue.add("a", event, 1));
    gate.resolve();
    await Promise.all([...first, ...rest]);
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it("halves a failed group until the bad event stands alone, and fails only that", async () => {
    const written: number[] = [];
    let writes = 0;
    const queue = new EventQueue<number>({
      write: async (_key, events) => {
        writes += 1;
        if (events.includes(13)) throw new Error("bad event");
        written.push(...events);
      },
    });
    const events = Array.from({ length: 100 }, (_, n) => n);
    const results = await Promise.allSettled(events.map((event) => queue.add("a", event, 1)));
    expect(results.flatMap(({ status }, n) => (status === "rejected" ? [n] : []))).toEqual([13]);
    expect(written).toEqual(events.filter((event) => event !== 13));
    expect(writes).toBeLessThan(20);
  });

  it("tries no event singly when the database is away", async () => {
    let writes = 0;
    const queue = new EventQueue<number>({
      write: async () => {
        writes += 1;
        throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
      },
    });
    const results = await Promise.allSettled([1, 2, 3].map((event) => queue.add("a", event, 1)));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(writes).toBe(1);
  });

  it("does not let one organisation wait for another that is slow or has thousands waiting", async () => {
    // All three have gathered at the same moment, however long it took to add them.
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const order: string[] = [];
    const queue = new EventQueue<number>({
      writers: 2,
      groupSize: 10,
      write: async (key) => {
        order.push(key);
        await new Promise<void>((resolve) => void (key === "slow" || setImmediate(resolve)));
      },
    });
    void queue.add("slow", 1, 1);
    const many = Array.from({ length: 100 }, (_, n) => queue.add("many", n, 1));
    const few = queue.add("few", 1, 1);
    vi.advanceTimersByTime(5);
    await few;
    expect(order.indexOf("few")).toBeLessThan(4);
    await Promise.all(many);
  });

  it("refuses what it has no room for, of one organisation before the others', and takes more once there is room", async () => {
    const gate = Promise.withResolvers<void>();
    const queue = new EventQueue<number>({
      write: () => gate.promise,
      most: 3,
      mostOfOne: 2,
      mostBytes: 1_000,
    });
    const taken = [queue.add("a", 1, 1), queue.add("a", 2, 1)];
    await expect(queue.add("a", 3, 1)).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
    await expect(queue.add("b", 1, 999)).rejects.toMatchObject({ code: "unavailable" });
    taken.push(queue.add("b", 1, 1));
    await expect(queue.add("c", 1, 1)).rejects.toMatchObject({ code: "unavailable" });
    gate.resolve();
    await Promise.all(taken);
    await queue.add("a", 3, 999);
  });
});
