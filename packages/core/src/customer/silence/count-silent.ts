import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { isSilent, lastContact } from "../list/customer-filter-sql.ts";
import type { Silence } from "../states.ts";

/** So many are counted one by one; of more it is said that they are more. */
export const MOST_COUNTED = 10_000;

/** How many fall silent (P7). */
export interface SilentCounts {
  /** Within 30 days, and within 90 with these among them; {@link MOST_COUNTED} = as many, or more. */
  in30: number;
  in90: number;
  /** Of those who have to do with a pass, the most first; null where there are too many to be told apart. */
  passes: { id: string; name: string; in30: number; in90: number }[] | null;
}

/**
 * Counts who will get no campaigns any more within 30 and 90 days unless they come, and of which passes they are (P7). Walks
 * customer_by_last_contact from today's border, as far as {@link MOST_COUNTED}.
 * @throws {PackpostError} forbidden
 */
export async function countSilent({ ctx }: { ctx: Context }): Promise<SilentCounts> {
  requirePermission(ctx, "customer.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Pick<SilentCounts, "in30" | "in90">>`
      select (select count(*)::int from (${few("in_30")}) soon) as in30, (select count(*)::int from (${few("in_90")}) later) as in90`.execute(
      em.getKysely(),
    );
    const counts = rows[0] ?? { in30: 0, in90: 0 };
    return { ...counts, passes: counts.in90 < MOST_COUNTED ? await ofPasses(em) : null };
  });
}

/** The next ones to fall silent, those who do first. */
function few(silence: Silence): RawBuilder<unknown> {
  return sql`
    select customer.id, ${isSilent("in_30")} as soon from customer
    where customer.organisation_id = app_organisation_id() and customer.created_at > '-infinity' and ${isSilent(silence)}
    order by ${lastContact}, customer.id limit ${sql.lit(MOST_COUNTED)}`;
}

async function ofPasses(em: EntityManager): Promise<SilentCounts["passes"]> {
  const { rows } = await sql<NonNullable<SilentCounts["passes"]>[number]>`
    select pass.id, pass.name, (count(*) filter (where silent.soon))::int as in30, count(*)::int as in90
    from (${few("in_90")}) silent
    cross join lateral (
      select pass_id from eligibility where organisation_id = app_organisation_id() and customer_id = silent.id offset 0) held
    join pass on pass.organisation_id = app_organisation_id() and pass.id = held.pass_id
    group by pass.id, pass.name order by in90 desc, pass.name, pass.id`.execute(em.getKysely());
  return rows;
}
