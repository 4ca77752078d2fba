import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { sql } from "kysely";
import * as z from "zod";
import { checkSendHealth } from "../broadcast/check-send-health.ts";
import type { Context } from "../context.ts";
import { type AppliedDeliveryEvent, applyDeliveryEvents } from "../delivery/apply-delivery-events.ts";
import { takeListChanges } from "../suppression/take-list-changes.ts";
import { type AppliedEvent, applyFacts, badNewsOf } from "./apply-facts.ts";
import { compactScatteredTallies } from "./compact-scattered-tallies.ts";

/** A provider event as it came: in our words, with the raw body beside it, as JSON text or as what it says. */
export interface IncomingEvent {
  readonly event: EmailEvent;
  readonly payload: string | object;
}

/** Events about nobody here that an organisation may have: a day of a busy one whose answers were all lost, and no full disk. */
const MOST_UNMATCHED = 20_000;

/**
 * Writes provider events and what they say of recipients, in one transaction. An event that came before changes nothing;
 * one whose recipient is not known yet is kept, and applied when {@link matchLateEvents} finds it. Whoever holds the
 * webhook's password can send any number of those: beyond a quota they are not kept.
 *
 * @param input.events events of this organisation, in any order
 * @param input.mostUnmatched how many events about nobody here are kept in all
 * @returns how many were not kept
 */
export async function recordEvents({
  ctx,
  input,
}: {
  ctx: Context;
  input: { events: readonly IncomingEvent[]; mostUnmatched?: number };
}): Promise<{ notKept: number }> {
  const events = [...new Map(input.events.map((incoming) => [incoming.event.dedupeKey, incoming])).values()];
  const { applied, notKept } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const fresh = await insertEvents(em, ctx, events, input.mostUnmatched ?? MOST_UNMATCHED);
    const matched: AppliedEvent[] = events.flatMap(({ event }) => {
      const recipientId = fresh.get(event.dedupeKey)?.recipientId;
      return recipientId ? [{ event, recipientId }] : [];
    });
    await applyFacts(em, ctx, matched);
    const ofDeliveries: AppliedDeliveryEvent[] = events.flatMap(({ event }) => {
      const deliveryId = fresh.get(event.dedupeKey)?.deliveryId;
      return deliveryId ? [{ event, deliveryId }] : [];
    });
    await applyDeliveryEvents(em, ctx, ofDeliveries);
    const news = events.flatMap(({ event }) => (fresh.has(event.dedupeKey) ? [event] : []));
    await takeListChanges(em, ctx, news);
    return { applied: matched, notKept: [...fresh.values()].filter(({ kept }) => !kept).length };
  });
  await checkSendHealth({ ctx, input: badNewsOf(applied) });
  await compactScatteredTallies({
    ctx,
    input: { recipientIds: applied.map(({ recipientId }) => recipientId) },
  });
  return { notKept };
}

const freshSchema = z.object({
  dedupe_key: z.string(),
  recipient_id: z.string().nullable(),
  delivery_id: z.string().nullable(),
  kept: z.boolean(),
});

/** Whom a new event is about: a recipient, a delivery, or nobody known. */
type Subject = {
  readonly recipientId: string | null;
  readonly deliveryId: string | null;
  readonly kept: boolean;
};

/**
 * Inserts what is new, matched by our id in the metadata, else by the provider's id. Answers new keys with whom they are
 * about. Only where an event is about nobody, those there are already are counted (provider_event_of_nobody).
 */
async function insertEvents(
  em: EntityManager,
  ctx: Context,
  events: readonly IncomingEvent[],
  mostUnmatched: number,
): Promise<Map<string, Subject>> {
  const { rows } = await sql`
    with incoming as materialized (
      select reported.*,
        coalesce(
          (select id from recipient where recipient.id = reported.reported_id and organisation_id = ${ctx.organisationId}),
          (select id from recipient where organisation_id = ${ctx.organisationId} and recipient.provider_message_id = reported.provider_message_id limit 1)) as recipient_id,
        -- A delivery's id stands where a recipient's does.
        (select id from delivery where delivery.id = reported.reported_id and organisation_id = ${ctx.organisationId}) as delivery_id
      from unnest(
        ${events.map(({ event }) => event.dedupeKey)}::text[], ${events.map(({ event }) => event.kind)}::text[],
        ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
        ${events.map(({ event }) => event.providerMessageId ?? null)}::text[],
        ${events.map(({ event }) => uuidOrNull(event.recipientId))}::uuid[],
        ${events.map(({ payload }) => (typeof payload === "string" ? payload : JSON.stringify(payload)))}::json[]
      ) as reported (dedupe_key, kind, occurred_at, provider_message_id, reported_id, payload)
    ), room as materialized (
      select case when exists (select from incoming where recipient_id is null and delivery_id is null) then ${mostUnmatched}::int - (
        select count(*) from (
          select from provider_event
          where organisation_id = ${ctx.organisationId} and recipient_id is null and delivery_id is null limit ${mostUnmatched}) had) end as places
    ), sorted as materialized (
      select incoming.*, recipient_id is not null or delivery_id is not null
        or row_number() over (partition by recipient_id is null and delivery_id is null order by dedupe_key) <= room.places as kept
      from incoming cross join room
    ), inserted as (
      insert into provider_event (organisation_id, dedupe_key, kind, occurred_at, provider_message_id, recipient_id, delivery_id, payload)
      select ${ctx.organisationId}, dedupe_key, kind, occurred_at, provider_message_id, recipient_id, delivery_id, payload
      from sorted where kept order by dedupe_key
      on conflict (organisation_id, dedupe_key) do nothing
      returning dedupe_key, recipient_id, delivery_id
    )
    select dedupe_key, recipient_id, delivery_id, true as kept from inserted
    union all
    select dedupe_key, null, null, false from sorted where not kept and not exists (
      select from provider_event had where had.organisation_id = ${ctx.organisationId} and had.dedupe_key = sorted.dedupe_key)`.execute(
    em.getKysely(),
  );
  return new Map(
    rows.map((row) => {
      const fresh = freshSchema.parse(row);
      return [
        fresh.dedupe_key,
        { recipientId: fresh.recipient_id, deliveryId: fresh.delivery_id, kept: fresh.kept },
      ];
    }),
  );
}

/** Metadata comes from outside: what is not a uuid matches nobody. */
function uuidOrNull(id: string | undefined): string | null {
  return id !== undefined && z.uuid().safeParse(id).success ? id : null;
}
