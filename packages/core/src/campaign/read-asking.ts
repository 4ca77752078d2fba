import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { instantFrom } from "../paging/instant.ts";
import { isOfAttempt } from "../sending/people-of-attempt-sql.ts";

/** People whose mail the provider was given without an answer, and when it is asked about them next. */
export interface Asking {
  people: number;
  /** As its workflow last said; null while that still has others to hand over. */
  nextLookAt: Date | null;
  /** Why the call was not answered, or the last question about it, in the provider's or the network's words. */
  words: string | null;
}

/** What a campaign waits for an answer about; null = nothing. Reads open attempts alone, by attempt_open. */
export async function readAsking(em: EntityManager, campaignId: string): Promise<Asking | null> {
  const { rows } = await sql<{ people: number; next_look_at: string | null; words: string | null }>`
    select coalesce(sum(doubt.people), 0)::int as people,
           (select next_look_at from campaign where organisation_id = app_organisation_id() and id = ${campaignId}) as next_look_at,
           (array_agg(coalesce(attempt.words, attempt.ask_words) order by attempt.claimed_at desc) filter (where coalesce(attempt.words, attempt.ask_words) is not null))[1] as words
    from attempt
    cross join lateral (
      select count(*) as people from recipient where ${isOfAttempt} and recipient.status = 'claimed') doubt
    where attempt.organisation_id = app_organisation_id() and attempt.campaign_id = ${campaignId}
      and attempt.ended_at is null and attempt.call_until < app_now() and doubt.people > 0`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined || row.people === 0) return null;
  const { people, next_look_at: next, words } = row;
  return { people, nextLookAt: next === null ? null : instantFrom(next), words };
}
