import { threadFilters } from "@packpost/core/conversation/schemas";
import * as z from "zod";
import type { Score } from "./score.ts";
import type { BenchThreads } from "./seed-threads.ts";
import type { StaffBrowser } from "./staff-browser.ts";

const page = z.object({
  threads: z.array(z.object({ id: z.string() })),
  nextCursor: z.string().nullable(),
});
const RUNS = 20;

/** The messages tab as whoever opens it waits for it: over HTTP, each filter and the page after it, and a thread. */
export async function measureInbox(
  score: Score,
  seeded: BenchThreads,
  browsers: { readonly name: string; readonly browser: StaffBrowser }[],
): Promise<void> {
  for (const { name, browser } of browsers) {
    for (const filter of threadFilters) {
      const { nextCursor: cursor } = page.parse(await browser.query("conversation.list", { filter }));
      const first = await time(() => browser.query("conversation.list", { filter }));
      score.addTimes(`inbox of ${name}, ${filter}: first page`, first, 50);
      if (cursor === null) continue;
      const next = await time(() => browser.query("conversation.list", { filter, cursor }));
      score.addTimes(`inbox of ${name}, ${filter}: next page`, next, 50);
    }
    score.addTimes(`dot of ${name}`, await time(() => browser.query("conversation.unread", undefined)));
  }
  const [reader] = browsers;
  const read = (n: number) => () =>
    reader?.browser.query("conversation.read", { threadId: seeded.idOf("thread", n), pageSize: 50 });
  score.addTimes("a thread, owner", await time(read(1 + Math.floor(seeded.threads / 2))), 50);
}

/** What basic staff see: their day, and a family of it. */
export async function measureSchedule(
  score: Score,
  seeded: BenchThreads,
  browser: StaffBrowser,
): Promise<void> {
  const today = { staffMemberId: browser.staff.id, from: null, days: 1 };
  const day = await time(() => browser.query("schedule.list", today));
  score.addTimes("schedule of the day, basic", day, 50);
  const threadId = seeded.idOf("thread", 1);
  const read = await time(() => browser.query("conversation.read", { threadId, pageSize: 50 }));
  score.addTimes("a thread of today's visit, basic", read, 50);
}

async function time(work: () => Promise<unknown> | undefined): Promise<number[]> {
  const times: number[] = [];
  for (let run = -1; run < RUNS; run++) {
    const startedAt = performance.now();
    await work();
    // The first one warms up.
    if (run >= 0) times.push(performance.now() - startedAt);
  }
  return times;
}
