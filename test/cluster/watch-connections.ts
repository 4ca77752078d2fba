import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";

const everyMs = 1_000;
const counted = z.array(z.object({ usename: z.string(), n: z.number() }));

/** Counts connections to PostgreSQL, by role. @returns ends it, with the most that there were at one time */
export function watchConnections(owner: pg.Pool): () => Promise<Record<string, number>> {
  const ending = new AbortController();
  const most: Record<string, number> = {};
  const watch = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const { rows } = await owner.query(
        "select usename, count(*)::int as n from pg_stat_activity where usename is not null group by usename",
      );
      for (const { usename, n } of counted.parse(rows)) most[usename] = Math.max(most[usename] ?? 0, n);
      await delay(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const watching = watch();
  return async () => {
    ending.abort();
    await watching;
    return most;
  };
}
