import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { type AudienceKey, audienceOf } from "./audience-sql.ts";

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
 * @param reviewId a review of this campaign; one that is gone counts as none
 * @returns `changes` is null without a review
 */
export async function compareReview(
  em: EntityManager,
  ctx: Context,
  key: AudienceKey,
  reviewId: string | null,
): Promise<z.infer<typeof rowSchema>> {
  const { rows } = await sql`
    with review as materialized (
      select customer_ids from campaign_review
      where id = ${reviewId}::uuid and campaign_id = ${key.campaignId} and organisation_id = ${ctx.organisationId}
    ), reviewed as materialized (
      select unnest(customer_ids) as customer_id from review
    ), present as materialized (
      select customer_id from ${audienceOf(key)} audience where reasons = 0
    ), joined as materialized (
      select customer_id from present where exists (select from review) except select customer_id from reviewed
    ), gone as materialized (
      select customer_id from reviewed except select customer_id from present
    )
    select (select count(*) from present)::int as now,
      case when exists (select from review) then jsonb_build_object('joined', ${sideOf("joined")}, 'left', ${sideOf("gone")}) end as changes`.execute(
    em.getKysely(),
  );
  return rowSchema.parse(rows[0]);
}

function sideOf(side: "joined" | "gone") {
  const people = sql.table(side);
  return sql`jsonb_build_object('people', (select count(*) from ${people}), 'names', (
    select coalesce(jsonb_agg(named.name order by named.search_key), '[]') from (
      select coalesce(nullif(btrim(customer.first_name || ' ' || customer.last_name), ''), 'Customer ' || customer.number) as name,
             customer.search_key
      from ${people} side join customer on customer.organisation_id = app_organisation_id() and customer.id = side.customer_id
      order by customer.search_key limit ${sql.lit(NAMES)}) named))`;
}
