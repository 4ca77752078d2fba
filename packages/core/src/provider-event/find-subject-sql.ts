import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * The recipient or delivery that an event is about, as a lateral sub-select of one row (recipient_id, delivery_id) or none: by
 * our id in the metadata, where a delivery's stands as a recipient's does, else by the provider's. One look-up by key after
 * the other, until one finds it, whatever the planner believes of how many there are.
 * @param event the event's columns: `ourId` (null where it came without one) and `providerId`, as SQL
 */
export function findSubject(
  ctx: Context,
  event: { readonly ourId: RawBuilder<unknown>; readonly providerId: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const byId = (table: string) =>
    sql`select id from ${sql.table(table)} by_id where by_id.id = ${event.ourId} and by_id.organisation_id = ${ctx.organisationId}`;
  const deliveryOfMessage = sql`
    select id from delivery by_provider_id
    where by_provider_id.organisation_id = ${ctx.organisationId} and by_provider_id.provider_message_id = ${event.providerId} limit 1`;
  const recipientOfMessage = sql`
    select keyed.recipient_id from provider_message_key keyed
    where keyed.key = provider_message_key(${event.providerId}) and keyed.organisation_id = ${ctx.organisationId} and exists (
      select from recipient of_key where of_key.id = keyed.recipient_id and of_key.organisation_id = ${ctx.organisationId}
        and of_key.provider_message_id = ${event.providerId} offset 0) limit 1`;
  return sql`
    select recipient_id, case when recipient_id is null then coalesce(delivery_id, (${deliveryOfMessage})) end as delivery_id
    from (
      select delivery_id, case when delivery_id is null then coalesce(recipient_id, (${recipientOfMessage})) end as recipient_id
      from (
        select recipient_id, case when recipient_id is null then (${byId("delivery")}) end as delivery_id
        from (select (${byId("recipient")}) as recipient_id) by_our_id) by_our_ids) either`;
}
