import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { ListKey } from "./schemas.ts";

/**
 * Of entries that mean the same customer the first counts; the others are marked as duplicates. Run after each change of
 * a list, so that removing the first lets the second count.
 */
export async function markDuplicates(em: EntityManager, ctx: Context, key: ListKey): Promise<void> {
  await sql`
    update manual_recipient set problem = evaluated.problem
    from (
      select id, case when row_number() over (partition by customer_id order by position) > 1 then 'duplicate' end as problem
      from manual_recipient
      where organisation_id = ${ctx.organisationId} and campaign_id = ${key.campaignId} and list = ${key.list}
        and customer_id is not null and removed_by is null) evaluated
    where manual_recipient.id = evaluated.id and manual_recipient.organisation_id = ${ctx.organisationId}
      and manual_recipient.problem is distinct from evaluated.problem`.execute(em.getKysely());
}

/** What an earlier change took away cannot come back once there is a newer one. */
export async function purgeRemoved(em: EntityManager, ctx: Context, key: ListKey): Promise<void> {
  await sql`
    delete from manual_recipient
    where organisation_id = ${ctx.organisationId} and campaign_id = ${key.campaignId} and list = ${key.list}
      and removed_by is not null`.execute(em.getKysely());
}
