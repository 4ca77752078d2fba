import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { withTheirMailboxes } from "./audience-sql.ts";
import { failedPeopleOf } from "./failed-people-sql.ts";
import { findParent } from "./find-parent.ts";

/** If a resend is for more, everybody is evaluated, which then is the quicker way. */
const MOST = 30_000;

/**
 * Whom a resend (C16) could reach at most, and everybody at their mailboxes: an array for audienceOf(), so that a thousand of a
 * million are evaluated alone. Undefined for any other campaign, and for a resend to very many.
 */
export async function findFewFailed(
  em: EntityManager,
  campaignId: string,
): Promise<RawBuilder<unknown> | undefined> {
  const parentId = await findParent(em, campaignId);
  if (parentId === null) return undefined;
  const failed = failedPeopleOf(sql`${parentId}::uuid`, sql`${campaignId}::uuid`);
  const { rows } = await sql<{ ids: string[] | null }>`
    with people as materialized (
      select customer.id, customer.email_key from (select customer_id from ${failed} failed limit ${sql.lit(MOST + 1)}) wanted cross join lateral (
        select id, email_key from customer where organisation_id = app_organisation_id() and id = wanted.customer_id offset 0) customer)
    select case when (select count(*) from people) <= ${sql.lit(MOST)} then ${withTheirMailboxes} end as ids`.execute(
    em.getKysely(),
  );
  const ids = rows[0]?.ids ?? null;
  return ids === null ? undefined : sql`${ids}::uuid[]`;
}
