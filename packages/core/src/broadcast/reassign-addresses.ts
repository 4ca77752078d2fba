import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Who has a new address since the snapshot is skipped at the claim where another row holds that mailbox. Rarely the holder
 * has left it too: two people swapped addresses, one took over the other's, or the holder was skipped by the very claim.
 * Those wait again, without a mailbox of their own, as does the holder's row; the next claim gives each the address they
 * have then. A holder whom another worker is claiming just now is decided about by then. Uses recipient_one_a_mailbox.
 *
 * @param skippedIds rows that this transaction's claim has skipped for their mailbox
 */
export async function reassignAddresses(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
  skippedIds: readonly string[],
): Promise<void> {
  if (skippedIds.length === 0) return;
  await sql`
    with newcomer as (
      select recipient.id, customer.email_key
      from recipient join customer on customer.organisation_id = recipient.organisation_id and customer.id = recipient.customer_id
      where recipient.organisation_id = ${ctx.organisationId} and recipient.id = any(${skippedIds}::uuid[])
    ), holder as (
      select newcomer.id as newcomer_id, other.id,
        other.attempt_id is null and other.sent_at is null and other.cancelled_at is null
          and customer.email_key is distinct from other.email_key as has_left
      from newcomer
      join recipient other on other.broadcast_id = ${broadcastId} and other.email_key = newcomer.email_key and other.skipped_at is null
      join customer on customer.organisation_id = other.organisation_id and customer.id = other.customer_id
    ), unlocked as (
      select id from recipient where id in (select id from holder where has_left) order by id for update skip locked
    ), freed as (
      update recipient set email_key = null from unlocked where recipient.id = unlocked.id
    )
    update recipient set skipped_at = null, skip_reasons = 0, skip_facts = null, email_key = null
    from newcomer
    where recipient.id = newcomer.id
      and not exists (select from holder where holder.newcomer_id = newcomer.id and not has_left)`.execute(
    em.getKysely(),
  );
}
