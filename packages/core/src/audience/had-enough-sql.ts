import { type RawBuilder, sql } from "kysely";
import { reasonBit } from "./reasons.ts";

/** A campaign that there is not: nobody is on its lists, and nothing counts against it. What is kept of a pass is evaluated for it. */
export const NO_CAMPAIGN = "00000000-0000-0000-0000-000000000000";

/** The bit of whoever has had enough campaigns lately: the one of the sign, so it is written as what it is. */
export const HAD_ENOUGH_BIT: RawBuilder<number> = sql<number>`(${sql.lit(String(reasonBit("had_enough")))})::int`;

/**
 * The body of a CTE `enough` of one row: `numbers` of whoever has had enough campaigns lately, read once a statement; null where
 * the organisation counts nothing.
 */
export function enoughFor(campaignId: string): RawBuilder<unknown> {
  return campaignId === NO_CAMPAIGN
    ? sql`select null::int8multirange as numbers`
    : sql`select had_enough(${campaignId}::uuid) as numbers`;
}

/** Whether a number is one of them; needs `enough` in scope. */
export function hasHadEnough(number: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`((select numbers from enough) @> ${number}::bigint) is true`;
}
