import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { provesAcceptance } from "../delivery/proves-acceptance-sql.ts";
import type { AppliedEvent } from "./apply-facts.ts";

/**
 * Writes the first-seen facts that events tell of recipients, each row once: what the events say themselves, and what the
 * evaluated openings and clicks say. Facts move to an earlier time only, but for openings and clicks, which are evaluated over all
 * events of the mail. A time that no kept event explains was written before events were kept: it stays.
 * From each recipient outward by key, opening_by_recipient and click_by_recipient. Call it with the recipients locked.
 *
 * @param opened whose openings were evaluated, and `clicked` whose clicks
 */
export async function writeFacts(
  em: EntityManager,
  ctx: Context,
  input: {
    readonly events: readonly AppliedEvent[];
    readonly opened: readonly string[];
    readonly clicked: readonly string[];
  },
): Promise<void> {
  const { events } = input;
  await sql`
    with reported as materialized (
      select recipient_id, recipient_id = any(${input.opened}::uuid[]) as opened, recipient_id = any(${input.clicked}::uuid[]) as clicked,
        min(at) filter (where ${provesAcceptance}) as proof_at,
        min(at) filter (where kind = 'delivered') as delivered_at,
        min(at) filter (where kind = 'soft_bounced') as soft_bounced_at,
        min(at) filter (where kind = 'hard_bounced') as hard_bounced_at,
        min(at) filter (where kind = 'unsubscribed') as unsubscribed_at,
        min(at) filter (where kind = 'complained') as complained_at,
        max(provider_message_id) as provider_message_id,
        max(bounce_kind) as bounce_kind,
        (array_agg(words order by at desc) filter (where words is not null and kind in ('delivered', 'soft_bounced', 'hard_bounced', 'complained')))[1] as words
      from unnest(
        ${events.map(({ recipientId }) => recipientId)}::uuid[], ${events.map(({ event }) => event.kind)}::text[],
        ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
        ${events.map(({ event }) => event.words ?? null)}::text[], ${events.map(({ event }) => event.providerMessageId ?? null)}::text[],
        ${events.map(({ event }) => event.bounceKind ?? null)}::text[]
      ) as event (recipient_id, kind, at, words, provider_message_id, bounce_kind)
      group by recipient_id
    ), fact as materialized (
      select held.id,
        coalesce(held.sent_at, reported.proof_at) as sent_at,
        least(held.delivered_at, reported.delivered_at) as delivered_at,
        least(held.soft_bounced_at, reported.soft_bounced_at) as soft_bounced_at,
        least(held.hard_bounced_at, reported.hard_bounced_at) as hard_bounced_at,
        least(held.unsubscribed_at, reported.unsubscribed_at) as unsubscribed_at,
        least(held.complained_at, reported.complained_at) as complained_at,
        case when reported.opened then opening.person_at else held.opened_at end as opened_at,
        case when reported.opened then opening.bot_at else held.bot_opened_at end as bot_opened_at,
        case when reported.clicked then click.person_at else held.clicked_at end as clicked_at,
        case when reported.clicked then click.bot_at else held.bot_clicked_at end as bot_clicked_at,
        coalesce(held.provider_message_id, reported.provider_message_id) as provider_message_id,
        -- The most telling of several (they sort that way), in whatever order they come.
        greatest(held.bounce_kind, reported.bounce_kind) as bounce_kind,
        -- The words of a bounce or complaint are not overwritten by a later "250 OK".
        case when held.words is not null and reported.hard_bounced_at is null and reported.complained_at is null
               and coalesce(held.hard_bounced_at, held.complained_at) is not null then held.words
             else coalesce(reported.words, held.words) end as words
      from reported
      cross join lateral (
        select * from recipient where recipient.id = reported.recipient_id and organisation_id = ${ctx.organisationId} offset 0) held
      cross join lateral (${evaluatedTimes("opening", "opened")} offset 0) opening
      cross join lateral (${evaluatedTimes("click", "clicked")} offset 0) click
    )
    update recipient set (${columns}) = row(${sql.join(names.map((name) => sql.ref(`fact.${name}`)))})
    from fact where recipient.id = fact.id and recipient.organisation_id = ${ctx.organisationId}
      and (${sql.join(names.map((name) => sql.ref(`recipient.${name}`)))})
        is distinct from (${sql.join(names.map((name) => sql.ref(`fact.${name}`)))})`.execute(em.getKysely());
}

const names = [
  "sent_at",
  "delivered_at",
  "soft_bounced_at",
  "hard_bounced_at",
  "unsubscribed_at",
  "complained_at",
  "opened_at",
  "bot_opened_at",
  "clicked_at",
  "bot_clicked_at",
  "provider_message_id",
  "bounce_kind",
  "words",
];
const columns = sql.join(names.map((name) => sql.ref(name)));

/** First times of `held`'s kept openings or clicks, by people and by machines; nothing is looked up of whom it says nothing. */
function evaluatedTimes(table: "opening" | "click", fact: "opened" | "clicked"): RawBuilder<unknown> {
  const kept = sql.table(table);
  const unexplained = (held: RawBuilder<unknown>) =>
    sql`case when not exists (select from ${kept} kept where kept.recipient_id = held.id and kept.at = ${held}) then ${held} end`;
  return sql`
    select least(min(at) filter (where not bot), ${unexplained(sql.ref(`held.${fact}_at`))}) as person_at,
      least(min(at) filter (where bot), ${unexplained(sql.ref(`held.bot_${fact}_at`))}) as bot_at
    from ${kept} where ${sql.ref(`reported.${fact}`)} and recipient_id = held.id and organisation_id = held.organisation_id`;
}
