import type { EntityManager } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { blockByEvents } from "../suppression/block-addresses.ts";
import { provesAcceptance } from "./proves-acceptance-sql.ts";

/** An event about a delivery of ours. */
export interface AppliedDeliveryEvent {
  readonly event: EmailEvent;
  readonly deliveryId: string;
}

/**
 * Writes what events say of deliveries: first-seen facts, which only ever move to an earlier time, and suppressions.
 * Rows are updated in the order of their ids, so that two groups of events never wait for each other.
 */
export async function applyDeliveryEvents(
  em: EntityManager,
  ctx: Context,
  events: readonly AppliedDeliveryEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const kysely = em.getKysely();
  const ids = [...new Set(events.map(({ deliveryId }) => deliveryId))];
  await sql`select from delivery where id = any(${ids}::uuid[]) and organisation_id = ${ctx.organisationId}
    order by id for no key update`.execute(kysely);
  const reported = sql`(
    select delivery_id, min(at) filter (where ${provesAcceptance}) as proof_at,
      min(at) filter (where kind = 'delivered') as delivered_at,
      min(at) filter (where kind = 'soft_bounced') as soft_bounced_at,
      min(at) filter (where kind = 'hard_bounced') as hard_bounced_at,
      min(at) filter (where kind = 'complained') as complained_at,
      max(provider_message_id) as provider_message_id,
      (array_agg(words order by at desc) filter (where words is not null and kind in ('delivered', 'soft_bounced', 'hard_bounced', 'complained')))[1] as words
    from unnest(
      ${events.map(({ deliveryId }) => deliveryId)}::uuid[], ${events.map(({ event }) => event.kind)}::text[],
      ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
      ${events.map(({ event }) => event.words ?? null)}::text[], ${events.map(({ event }) => event.providerMessageId ?? null)}::text[]
    ) as event (delivery_id, kind, at, words, provider_message_id)
    group by delivery_id)`;
  await sql`
    update delivery set
      -- Whatever speaks of the mail proves that it was accepted.
      sent_at = coalesce(delivery.sent_at, reported.proof_at),
      call_until = case when reported.proof_at is null then delivery.call_until end,
      delivered_at = least(delivery.delivered_at, reported.delivered_at),
      soft_bounced_at = least(delivery.soft_bounced_at, reported.soft_bounced_at),
      hard_bounced_at = least(delivery.hard_bounced_at, reported.hard_bounced_at),
      complained_at = least(delivery.complained_at, reported.complained_at),
      provider_message_id = coalesce(delivery.provider_message_id, reported.provider_message_id),
      words = case when delivery.call_until is not null and reported.proof_at is not null then reported.words -- not why no answer came
                   when coalesce(delivery.hard_bounced_at, delivery.complained_at) is not null and reported.hard_bounced_at is null
                    and reported.complained_at is null then delivery.words
                   else coalesce(reported.words, delivery.words) end
    from ${reported} reported where delivery.id = reported.delivery_id and delivery.organisation_id = ${ctx.organisationId}`.execute(
    kysely,
  );
  // A dead or complaining address is that for mass mail too.
  await blockByEvents(
    em,
    ctx,
    events.map(({ event, deliveryId }) => ({ event, about: deliveryId })),
    sql`select address from delivery where id = event.about and organisation_id = ${ctx.organisationId} offset 0`,
  );
}
