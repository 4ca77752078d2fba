import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Before the claim of a mail about unread messages, where the database was put back from a backup (O4): if the provider has one to that mailbox
 * that went out after the newest of these messages was written, it is this one, and nobody is told twice. Uses message_after_backup_address.
 */
export async function takeFoundNotice(em: EntityManager, ctx: Context, deliveryId: string): Promise<void> {
  const { organisationId } = ctx;
  await sql`
    with found as (
      select provider_message_id, sent_at from message_after_backup
      where organisation_id = ${organisationId} and purpose = 'unread_notice'
        and address = (select address_key(address) from delivery where organisation_id = ${organisationId} and id = ${deliveryId} and status = 'waiting')
        and sent_at >= (
          select max(entry.at) from message_notice
          join entry on entry.organisation_id = message_notice.organisation_id and entry.id = message_notice.entry_id
          where message_notice.organisation_id = ${organisationId} and message_notice.delivery_id = ${deliveryId})
      order by sent_at limit 1
    ), taken as (
      update delivery set sent_at = found.sent_at, provider_message_id = found.provider_message_id
      from found where delivery.organisation_id = ${organisationId} and delivery.id = ${deliveryId} and delivery.status = 'waiting'
      returning found.provider_message_id
    )
    delete from message_after_backup using taken
    where message_after_backup.organisation_id = ${organisationId} and message_after_backup.provider_message_id = taken.provider_message_id`.execute(
    em.getKysely(),
  );
}
