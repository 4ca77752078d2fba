import pg from "pg";
import { afterEach } from "vitest";
import type { TestWorld } from "./open-world.ts";
import { waitUntil } from "./wait-until.ts";

/** Lets a test hold what a long statement needs, so that the statement has begun and does not end. Call it at the top of a file. */
export function holdRows(world: TestWorld) {
  let held: (() => Promise<void>)[] = [];
  afterEach(() => Promise.all(held.map((release) => release())).then(() => undefined));
  return {
    /** Runs a statement in a transaction that stays open. @returns ends it, by default without a trace */
    async hold(
      statement: string,
      values: readonly unknown[],
      ending: "rollback" | "commit" = "rollback",
    ): Promise<() => Promise<void>> {
      const client = new pg.Client({ connectionString: world.ownerUrl });
      await client.connect();
      await client.query("begin");
      await client.query(statement, [...values]);
      const release = async () => {
        held = held.filter((other) => other !== release);
        await client.query(ending);
        await client.end();
      };
      held.push(release);
      return release;
    },

    /** Until a statement of the app waits for somebody else's lock. */
    async stalled(part: string): Promise<void> {
      await waitUntil(`"${part}" to stall`, async () => {
        const { rows } = await world.owner.query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like $1",
          [`%${part}%`],
        );
        return rows.length > 0;
      });
    },
  };
}

/** Fails if it does not answer although nothing that it needs is being changed. */
export async function atOnce<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("it waits for what is held")), 10_000);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
