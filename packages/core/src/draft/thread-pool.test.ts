import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ThreadPool } from "./thread-pool.ts";

// A thread that does as it is told: answers at once, spins for ever, dies, or eats all memory.
const file = join(mkdtempSync(join(tmpdir(), "threads-")), "thread.mjs");
writeFileSync(
  file,
  `import { parentPort } from "node:worker_threads";
   parentPort.on("message", (told) => {
     if (told === "spin") for (;;);
     if (told === "die") process.exit(3);
     // Gets no processor meanwhile, as on a busy machine.
     if (told === "kept waiting") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
     if (told === "asleep") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
     if (told === "eat") for (const all = []; ; ) all.push(new Array(100000).fill({}));
     parentPort.postMessage(told);
   });
   parentPort.postMessage("ready");`,
);
const pool = (limitMs = 300, waitMs = 5_000) =>
  new ThreadPool({ file, mostThreads: 2, limitMs, waitMs, mostWaiting: 3 });
const owner = (person: string, organisation = person, latestOnly = false) => ({
  person,
  organisation,
  latestOnly,
});

it("ends a job at its limit, with its thread, and goes on with the next", async () => {
  const threads = pool();
  expect(await threads.run("spin", owner("a"))).toEqual({ outcome: "too_long" });
  expect(await threads.run("hello", owner("a"))).toEqual({ outcome: "done", answer: "hello" });
  expect(await threads.run("eat", owner("a"))).toEqual({ outcome: "too_long" });
  await expect(threads.run("die", owner("a"))).rejects.toThrow("The thread has ended");
  expect(await threads.run("again", owner("a"))).toEqual({ outcome: "done", answer: "again" });
});

it("holds against a job what it computes, not how long it is kept waiting, and that not for ever", async () => {
  const threads = pool();
  expect(await threads.run("kept waiting", owner("a"))).toEqual({ outcome: "done", answer: "kept waiting" });
  expect(await threads.run("asleep", owner("a"))).toEqual({ outcome: "too_long" });
});

it("gives one organisation one thread, so that another's turn comes at once", async () => {
  const threads = pool(2_000, 30_000);
  const stubborn = [threads.run("spin", owner("a", "one")), threads.run("spin", owner("b", "one"))];
  const start = performance.now();
  expect(await threads.run("hello", owner("c", "two"))).toEqual({ outcome: "done", answer: "hello" });
  expect(performance.now() - start).toBeLessThan(1_800);
  expect(await Promise.all(stubborn)).toEqual([{ outcome: "too_long" }, { outcome: "too_long" }]);
});

it("keeps only a person's newest look waiting, and says so to the others", async () => {
  const threads = pool();
  const looks = ["spin", "one", "two", "three", "four"].map((told) =>
    threads.run(told, owner("a", "a", true)),
  );
  expect(await Promise.all(looks)).toEqual([
    { outcome: "too_long" },
    { outcome: "replaced" },
    { outcome: "replaced" },
    { outcome: "replaced" },
    { outcome: "done", answer: "four" },
  ]);
});

it("lets nobody wait longer than the limit, nor more than can be waited for", async () => {
  const threads = pool(1_500, 200);
  const first = threads.run("spin", owner("a"));
  const others = ["1", "2", "3", "4"].map((told) => threads.run(told, owner("a")));
  expect(await Promise.all(others)).toEqual(Array(4).fill({ outcome: "busy" }));
  expect(await first).toEqual({ outcome: "too_long" });
});
