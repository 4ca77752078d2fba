import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { planByKey, prepared } from "@packpost/db/prepared";
import type { EmailEvent } from "@packpost/providers/email-event";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { takeListChanges } from "../suppression/take-list-changes.ts";
import { applyFacts } from "./apply-facts.ts";
import type { MatchedEvent } from "./event-subject.ts";
import { findSubject } from "./find-subject-sql.ts";
import { type FollowUp, followUpOf } from "./follow-up.ts";

/** A provider event as it came: in our words, with the raw body beside it, as JSON text or as what it says. */
export interface IncomingEvent {
  readonly event: EmailEvent;
  readonly payload: string | object;
}

/** Events about nobody here that an organisation may have: a day of a busy one whose answers were all lost, and no full disk. */
const MOST_UNMATCHED = 20_000;

/**
 * Writes provider events and what they say of recipients and deliveries, in one transaction. An event that came before
 * changes nothing; one whose row is not known yet is kept, and applied when `matchLateEvents` finds it. Whoever holds the
 * webhook's password can send any number of those: beyond a quota they are not kept.
 *
 * @param input.events events of this organisation, in any order
 * @param input.mostUnmatched how many events about nobody here are kept in all
 * @returns how many were not kept, and what is to be looked after now that they are committed (`followUp`)
 */
export async function recordEvents({
  ctx,
  input,
}: {
  ctx: Context;
  input: { events: readonly IncomingEvent[]; mostUnmatched?: number };
}): Promise<{ notKept: number; toFollow: FollowUp }> {
  const events = [...new Map(input.events.map((incoming) => [incoming.event.dedupeKey, incoming])).values()];
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await sql`${prepared} select ${planByKey}`.execute(em.getKysely());
    const fresh = await insertEvents(em, ctx, events, input.mostUnmatched ?? MOST_UNMATCHED);
    const news = events.flatMap(({ event }) => {
      const row = fresh.get(event.dedupeKey);
      return row ? [{ event, row }] : [];
    });
    const matched = news.flatMap(({ event, row }): MatchedEvent[] => {
      if (row.recipient_id !== null) return [{ event, kind: "recipient", id: row.recipient_id }];
      return row.delivery_id === null ? [] : [{ event, kind: "delivery", id: row.delivery_id }];
    });
    await applyFacts(em, ctx, matched);
    await takeListChanges(
      em,
      ctx,
      news.map(({ event }) => event),
    );
    return { notKept: news.filter(({ row }) => !row.kept).length, toFollow: followUpOf(matched) };
  });
}

const freshSchema = z.object({
  dedupe_key: z.string(),
  recipient_id: z.string().nullable(),
  delivery_id: z.string().nullable(),
  kept: z.boolean(),
});

/**
 * Inserts what is new, matched by our id in the metadata, else by the provider's id. Answers new keys with whom they are
 * about. Only where an event is about nobody, those there are already are counted (provider_event_of_nobody).
 */
async function insertEvents(
  em: EntityManager,
  ctx: Context,
  events: readonly IncomingEvent[],
  mostUnmatched: number,
): Promise<Map<string, z.infer<typeof freshSchema>>> {
  const found = findSubject(ctx, {
    ourId: sql.ref("reported.reported_id"),
    providerId: sql.ref("reported.provider_message_id"),
  });
  const { rows } = await sql`${prepared}
    with incoming as materialized (
      select reported.*, found.*
      from unnest(
        ${events.map(({ event }) => event.dedupeKey)}::text[], ${events.map(({ event }) => event.kind)}::text[],
        ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
        ${events.map(({ event }) => event.providerMessageId ?? null)}::text[],
        ${events.map(({ event }) => uuidOrNull(event.recipientId))}::uuid[],
        ${events.map(({ payload }) => (typeof payload === "string" ? payload : JSON.stringify(payload)))}::json[]
      ) as reported (dedupe_key, kind, occurred_at, provider_message_id, reported_id, payload)
      left join lateral (${found}) found on true
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
      return [fresh.dedupe_key, fresh];
    }),
  );
}

/** Metadata comes from outside: what is not a uuid matches nobody. */
function uuidOrNull(id: string | undefined): string | null {
  return id !== undefined && z.uuid().safeParse(id).success ? id : null;
}
