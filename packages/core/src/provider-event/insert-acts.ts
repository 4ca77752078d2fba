import type { EntityManager } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { deviceOf } from "./device-of.ts";
import { type MatchedEvent, type SubjectTable, subjectById } from "./event-subject.ts";

/** Keeps each opening beside the first-seen times of its row, since a later event can prove it a bot's (C11). */
export async function insertOpenings(
  em: EntityManager,
  ctx: Context,
  { reference }: SubjectTable,
  openings: readonly MatchedEvent[],
): Promise<void> {
  if (openings.length === 0) return;
  await sql`${prepared}
    insert into opening (organisation_id, ${reference}, at, reported_bot, bot, device, dedupe_key)
    select ${ctx.organisationId}, event.id, event.at, event.bot, event.bot, event.device, event.dedupe_key
    from unnest(
      ${openings.map(({ id }) => id)}::uuid[], ${openings.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
      ${openings.map(({ event }) => event.bot)}::boolean[], ${openings.map(({ event }) => deviceOf(event.agent))}::text[],
      ${openings.map(({ event }) => event.dedupeKey)}::text[]
    ) as event (id, at, bot, device, dedupe_key)
    on conflict (organisation_id, dedupe_key) do nothing`.execute(em.getKysely());
}

/** Keeps each click, as {@link insertOpenings} does. A click whose link the provider did not name has the empty link. */
export async function insertClicks(
  em: EntityManager,
  ctx: Context,
  subject: SubjectTable,
  clicks: readonly MatchedEvent[],
): Promise<void> {
  if (clicks.length === 0) return;
  await sql`${prepared}
    insert into click (organisation_id, ${subject.clickColumns}, url, at, reported_bot, bot, device, dedupe_key)
    select ${ctx.organisationId}, ${subject.clickValues}, event.url, event.at, event.bot, event.bot, event.device, event.dedupe_key
    from unnest(
      ${clicks.map(({ id }) => id)}::uuid[], ${clicks.map(({ event }) => event.url ?? "")}::text[],
      ${clicks.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[], ${clicks.map(({ event }) => event.bot)}::boolean[],
      ${clicks.map(({ event }) => deviceOf(event.agent))}::text[], ${clicks.map(({ event }) => event.dedupeKey)}::text[]
    ) as event (id, url, at, bot, device, dedupe_key)
    cross join lateral (${subjectById(ctx, subject, sql.ref("event.id"))}) subject
    on conflict (organisation_id, dedupe_key) do nothing`.execute(em.getKysely());
}
