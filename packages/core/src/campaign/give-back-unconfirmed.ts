import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** Those whom no resend has taken over (C16). Uses recipient_by_status. */
function unconfirmedOf(broadcastId: string) {
  return sql`
    select id, attempt_id from recipient
    where recipient.organisation_id = app_organisation_id() and recipient.broadcast_id = ${broadcastId} and recipient.settled_status = 'unconfirmed'
      and not exists (
        select from campaign child join recipient other on other.broadcast_id = child.id and other.customer_id = recipient.customer_id
        where child.parent_id = ${broadcastId} and other.skipped_at is null and other.cancelled_at is null)`;
}

/**
 * Those of a broadcast who are unconfirmed wait again. Evidence of the old call stops nobody any more: a person has decided.
 * @returns how many
 */
export async function giveBackUnconfirmed(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
): Promise<number> {
  const given = await sql`
    with freed as (
      update recipient set attempt_id = null, unconfirmed_at = null, past_attempt_ids = past_attempt_ids || unconfirmed.attempt_id
      from (${unconfirmedOf(broadcastId)}) unconfirmed where recipient.id = unconfirmed.id
      returning unconfirmed.attempt_id
    ), decided as (
      update attempt set gave_back = true, evidence_at = coalesce(evidence_at, app_now())
      where organisation_id = ${ctx.organisationId} and id in (select attempt_id from freed)
    )
    select from freed`.execute(em.getKysely());
  return given.rows.length;
}
