import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../../context.ts";
import type { AudienceKey } from "../audience-sql.ts";
import { howMany } from "../review-sql.ts";
import { readReceivers } from "./read-receivers.ts";

/** How many names of a difference are told. */
const NAMES = 20;

const sideSchema = z.object({
  people: z.number(),
  /** The first 20 by name. */
  names: z.array(z.string()),
});

/** Who would receive now and would not have at the review, and the other way round. */
const changesSchema = z.object({ joined: sideSchema, left: sideSchema });
export type AudienceChanges = z.infer<typeof changesSchema>;

const rowSchema = z.object({ now: z.number(), changes: changesSchema.nullable() });

/**
 * Counts who would receive now and, where a review is given, says who joined and who left since (C7).
 * @param reviewId a review of this campaign
 * @returns `changes` is null without a review, also when it is gone: it was kept for a day, and one a person
 */
export function compareReview(
  em: EntityManager,
  ctx: Context,
  key: AudienceKey,
  reviewId: string | null,
): Promise<z.infer<typeof rowSchema>> {
  return compareNumbers(
    em,
    key,
    sql`select numbers from campaign_review
      where id = ${reviewId}::uuid and campaign_id = ${key.campaignId} and organisation_id = ${ctx.organisationId}`,
  );
}

/**
 * The same against whatever numbers were kept.
 * @param earlier a select of at most one row with `numbers`
 */
export function compareNumbers(
  em: EntityManager,
  key: AudienceKey,
  earlier: RawBuilder<unknown>,
): Promise<z.infer<typeof rowSchema>> {
  return readReceivers(em, key, async (present) => {
    const { rows } = await sql`
      ${present}, review as materialized (
        ${earlier}
      ), difference as materialized (
        select present.numbers - review.numbers as joined, review.numbers - present.numbers as gone from present, review
      )
      select ${howMany(sql`present.numbers`)} as now,
        (select jsonb_build_object('joined', ${sideOf(sql`joined`)}, 'left', ${sideOf(sql`gone`)}) from difference) as changes
      from present`.execute(em.getKysely());
    return rowSchema.optional().parse(rows[0]);
  });
}

/** Each range is looked up by the index on numbers. */
function sideOf(numbers: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`jsonb_build_object('people', ${howMany(numbers)}, 'names', (
    select coalesce(jsonb_agg(named.name order by named.search_key), '[]') from (
      select coalesce(nullif(btrim(first_name || ' ' || last_name), ''), 'Customer ' || number) as name, search_key
      from unnest(${numbers}) part cross join lateral (
        select * from customer
        where organisation_id = app_organisation_id() and number >= lower(part) and number < upper(part) offset 0) customer
      order by search_key limit ${sql.lit(NAMES)}) named))`;
}
