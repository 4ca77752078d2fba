import { z } from "zod";
import { type LedgerFilter, whereOf } from "./filter.ts";
import { type Database, EVENTS_A_MESSAGE } from "./open-database.ts";

const countsSchema = z.object({
  accepted: z.number(),
  /** Messages without the metadata field `recipient`; they are in no other count of recipients. */
  withoutRecipient: z.number(),
  distinctRecipients: z.number(),
  /** Messages beyond the first to the same metadata recipient. */
  duplicates: z.number(),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
});
const groupsSchema = z.array(z.object({ name: z.string(), n: z.number() }));

/** Counts over the ledger; `events` are planned ones that are over or due, by kind. */
export function summarise(database: Database, filter: LedgerFilter) {
  const { sql, values } = whereOf(filter);
  const recipient = "content ->> '$.meta.recipient'";
  const counts = countsSchema.parse(
    database
      .prepare(
        `SELECT *, accepted - withoutRecipient - distinctRecipients AS duplicates FROM (
          SELECT count(*) AS accepted, count(*) - count(${recipient}) AS withoutRecipient,
            count(DISTINCT token || ' ' || (${recipient})) AS distinctRecipients, min(at) AS firstAt, max(at) AS lastAt ${sql})`,
      )
      .get(...values),
  );
  const groups = (statement: string) => {
    const found = groupsSchema.parse(database.prepare(`${statement} GROUP BY name`).all(...values));
    return Object.fromEntries(found.map(({ name, n }) => [name, n]));
  };
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...counts,
    byOutcome: groups(`SELECT outcome AS name, count(*) AS n ${sql}`),
    events: groups(`SELECT kind AS name, count(*) AS n FROM (SELECT seq AS message ${sql}) CROSS JOIN event
      ON id BETWEEN message * ${EVENTS_A_MESSAGE} AND (message + 1) * ${EVENTS_A_MESSAGE} - 1 AND at <= ${Date.now()}`),
    firstAt: iso(counts.firstAt),
    lastAt: iso(counts.lastAt),
  };
}
