import { z } from "zod";
import { type LedgerFilter, whereOf } from "./filter.ts";
import type { Database } from "./open-database.ts";

const countsSchema = z.object({
  accepted: z.number(),
  /** Messages without the metadata field `recipient`; they are in no other count of recipients. */
  withoutRecipient: z.number(),
  distinctRecipients: z.number(),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
});
const groupsSchema = z.array(z.object({ name: z.string(), n: z.number() }));

/** Counts over the ledger; `events` are planned ones that are over or due, by kind. */
export function summarise(database: Database, filter: LedgerFilter) {
  const { source, sql, values } = whereOf(filter);
  const groups = (statement: string, ...more: number[]) =>
    Object.fromEntries(
      groupsSchema.parse(database.prepare(statement).all(...values, ...more)).map(({ name, n }) => [name, n]),
    );
  const counts = countsSchema.parse(
    database
      .prepare(
        `SELECT count(*) AS accepted, count(*) - count(recipient) AS withoutRecipient,
          count(DISTINCT recipient) AS distinctRecipients,
          min(at) AS firstAt, max(at) AS lastAt FROM ${source} WHERE ${sql}`,
      )
      .get(...values),
  );
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...counts,
    /** Messages beyond the first to the same metadata recipient. */
    duplicates: counts.accepted - counts.withoutRecipient - counts.distinctRecipients,
    byOutcome: groups(`SELECT outcome AS name, count(*) AS n FROM ${source} WHERE ${sql} GROUP BY 1`),
    events: groups(
      `SELECT kind AS name, count(*) AS n FROM ${source} JOIN event e ON e.seq = m.seq
        WHERE ${sql} AND e.by_hand = 0 AND e.at <= ? GROUP BY 1`,
      Date.now(),
    ),
    firstAt: iso(counts.firstAt),
    lastAt: iso(counts.lastAt),
  };
}
