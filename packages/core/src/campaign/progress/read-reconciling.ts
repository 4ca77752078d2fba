import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { instantFrom } from "../../paging/instant.ts";
import { isOfAttempt } from "../people-of-attempt-sql.ts";

/** People whose mail the provider was given without an answer, and when it is asked about them next. */
export interface Reconciling {
  people: number;
  /** As its workflow last said; null while that still has others to hand over. */
  nextLookAt: Date | null;
  /** Why the call was not answered, or the last question about it, in the provider's or the network's words. */
  providerMessage: string | null;
  /** Set when the newest look-ups reached another account of the provider than the one that was called. */
  elsewhere?: Elsewhere;
}

/**
 * Why the provider's "I have nothing of it" proves nothing: another account than the one that was called is asked now, or
 * (calls from before this was noted) nobody knows which one was called.
 */
export type Elsewhere = "other" | "unknown";

/** Of the attempts that a query is over: the worse is told, that something can be done about some. */
const elsewhereOf = sql`case when bool_or(attempt.asked_elsewhere and attempt.provider_account is not null) then 'other'
  when bool_or(attempt.asked_elsewhere) then 'unknown' end`;

/** The same of people who are unconfirmed; null also when nobody is. Uses attempt_unconfirmed. */
export async function readUnconfirmedElsewhere(
  em: EntityManager,
  campaignId: string,
): Promise<Elsewhere | null> {
  const { rows } = await sql<{ elsewhere: Elsewhere | null }>`
    select ${elsewhereOf} as elsewhere from attempt
    where organisation_id = app_organisation_id() and broadcast_id = ${campaignId} and outcome = 'unconfirmed' and asked_elsewhere
      and exists (select from recipient where ${isOfAttempt} and recipient.status = 'unconfirmed')`.execute(
    em.getKysely(),
  );
  return rows[0]?.elsewhere ?? null;
}

interface Row {
  people: number;
  next_look_at: string | null;
  providerMessage: string | null;
  elsewhere: Elsewhere | null;
}

/** What a campaign waits for an answer about; null = nothing. Reads open attempts alone, by attempt_open. */
export async function readReconciling(em: EntityManager, campaignId: string): Promise<Reconciling | null> {
  const { rows } = await sql<Row>`
    select coalesce(sum(doubt.people), 0)::int as people,
           (select next_look_at from broadcast where organisation_id = app_organisation_id() and id = ${campaignId}) as next_look_at,
           (array_agg(coalesce(attempt.provider_message, attempt.ask_message) order by attempt.claimed_at desc) filter (where coalesce(attempt.provider_message, attempt.ask_message) is not null))[1] as "providerMessage",
           ${elsewhereOf} as elsewhere
    from attempt
    cross join lateral (
      select count(*) as people from recipient where ${isOfAttempt} and recipient.status = 'claimed') doubt
    where attempt.organisation_id = app_organisation_id() and attempt.broadcast_id = ${campaignId}
      and attempt.ended_at is null and attempt.call_until < app_now() and doubt.people > 0`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined || row.people === 0) return null;
  const { people, next_look_at: next, providerMessage, elsewhere } = row;
  return {
    people,
    nextLookAt: next === null ? null : instantFrom(next),
    providerMessage,
    ...(elsewhere && { elsewhere }),
  };
}
