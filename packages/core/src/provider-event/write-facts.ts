import type { EntityManager } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { type MatchedEvent, type SubjectTable, subjectById } from "./event-subject.ts";

/**
 * Writes the first-seen facts that events report of recipients or deliveries, each row once: what the events say themselves,
 * and what the evaluated openings and clicks say. Facts move to an earlier time only, but for openings and clicks, which are
 * evaluated over all events of the mail. A time that no kept event explains was written before events were kept: it stays.
 * From each row outward by key and by the indexes of opening and click. Call it with the rows locked.
 *
 * @param input.opened whose openings were evaluated, and `clicked` whose clicks
 */
export async function writeFacts(
  em: EntityManager,
  ctx: Context,
  subject: SubjectTable,
  input: {
    readonly events: readonly MatchedEvent[];
    readonly opened: readonly string[];
    readonly clicked: readonly string[];
  },
): Promise<void> {
  const { events } = input;
  const facts: Record<string, RawBuilder<unknown>> = { ...commonFacts(subject), ...subject.ownFacts };
  const names = Object.keys(facts);
  const namesOf = (table: string) => sql.join(names.map((name) => sql.ref(`${table}.${name}`)));
  await sql`${prepared}
    with reported as materialized (
      select id, id = any(${input.opened}::uuid[]) as opened, id = any(${input.clicked}::uuid[]) as clicked,
        min(at) filter (where ${provesAcceptance}) as proof_at,
        min(at) filter (where kind = 'delivered') as delivered_at,
        min(at) filter (where kind = 'soft_bounced') as soft_bounced_at,
        min(at) filter (where kind = 'hard_bounced') as hard_bounced_at,
        min(at) filter (where kind = 'unsubscribed') as unsubscribed_at,
        min(at) filter (where kind = 'complained') as complained_at,
        max(provider_message_id) as provider_message_id,
        max(bounce_kind) as bounce_kind,
        (array_agg(provider_message order by at desc) filter (where provider_message is not null and kind in ('delivered', 'soft_bounced', 'hard_bounced', 'complained')))[1] as provider_message,
        (array_agg(provider_message order by at desc) filter (where provider_message is not null and kind = 'delayed'))[1] as delay_message
      from unnest(
        ${events.map(({ id }) => id)}::uuid[], ${events.map(({ event }) => event.kind)}::text[],
        ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
        ${events.map(({ event }) => event.providerMessage ?? null)}::text[], ${events.map(({ event }) => event.providerMessageId ?? null)}::text[],
        ${events.map(({ event }) => event.bounceKind ?? null)}::text[]
      ) as event (id, kind, at, provider_message, provider_message_id, bounce_kind)
      group by id
    ), fact as materialized (
      select held.id, ${sql.join(names.map((name) => sql`${facts[name]} as ${sql.ref(name)}`))}
      from reported
      cross join lateral (${subjectById(ctx, subject, sql.ref("reported.id"))}) held
      cross join lateral (${evaluatedTimes(subject, "opening", "opened")} offset 0) opening
      cross join lateral (${evaluatedTimes(subject, "click", "clicked")} offset 0) click
    )
    update ${subject.table} target set (${sql.join(names.map((name) => sql.ref(name)))}) = row(${namesOf("fact")})
    from fact where target.id = fact.id and target.organisation_id = ${ctx.organisationId}
      and (${namesOf("target")}) is distinct from (${namesOf("fact")})`.execute(em.getKysely());
}

/** Whatever speaks of a mail proves that it was accepted; a change of a list or a choice does not speak of it. */
const provesAcceptance: RawBuilder<boolean> = sql<boolean>`kind not in ('unknown', 'unsubscribed', 'resubscribed', 'blocked', 'reactivated')`;

const firstTimes = ["delivered_at", "soft_bounced_at", "hard_bounced_at", "unsubscribed_at", "complained_at"];

/** What a row says once these events are known, as SQL over `held`, `reported`, `opening` and `click`. */
function commonFacts({ wordsAreOfSilence }: SubjectTable): Record<string, RawBuilder<unknown>> {
  return {
    sent_at: sql`coalesce(held.sent_at, reported.proof_at)`,
    ...Object.fromEntries(
      firstTimes.map((name) => [
        name,
        sql`least(${sql.ref(`held.${name}`)}, ${sql.ref(`reported.${name}`)})`,
      ]),
    ),
    opened_at: sql`case when reported.opened then opening.person_at else held.opened_at end`,
    bot_opened_at: sql`case when reported.opened then opening.bot_at else held.bot_opened_at end`,
    clicked_at: sql`case when reported.clicked then click.person_at else held.clicked_at end`,
    bot_clicked_at: sql`case when reported.clicked then click.bot_at else held.bot_clicked_at end`,
    provider_message_id: sql`coalesce(held.provider_message_id, reported.provider_message_id)`,
    // The words of a bounce or complaint are not overwritten by a later "250 OK"; those of a delay stand until others come.
    provider_message: sql`case
      when ${wordsAreOfSilence} and reported.proof_at is not null then coalesce(reported.provider_message, reported.delay_message)
      when held.provider_message is not null and reported.hard_bounced_at is null and reported.complained_at is null
        and coalesce(held.hard_bounced_at, held.complained_at) is not null then held.provider_message
      else coalesce(reported.provider_message, held.provider_message, reported.delay_message) end`,
  };
}

/** First times of `held`'s kept openings or clicks, by people and by bots; nothing is looked up of whom it says nothing. */
function evaluatedTimes(
  { reference }: SubjectTable,
  table: "opening" | "click",
  fact: "opened" | "clicked",
): RawBuilder<unknown> {
  const kept = sql.table(table);
  const unexplained = (held: RawBuilder<unknown>) =>
    sql`case when not exists (select from ${kept} kept where kept.${reference} = held.id and kept.at = ${held}) then ${held} end`;
  return sql`
    select least(min(at) filter (where not bot), ${unexplained(sql.ref(`held.${fact}_at`))}) as person_at,
      least(min(at) filter (where bot), ${unexplained(sql.ref(`held.bot_${fact}_at`))}) as bot_at
    from ${kept} where ${sql.ref(`reported.${fact}`)} and ${reference} = held.id and organisation_id = held.organisation_id`;
}
