import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { instantFrom } from "../paging/instant.ts";

/** @source packages/workflows `DEFAULT_TIMINGS`: lookUpAfterMs and lookUpEveryMs */
const LOOK_UP_SECONDS = 60;

/** People whose mail the provider was given without an answer, and when it is asked about them next. */
export interface Asking {
  people: number;
  nextLookAt: Date;
}

/** What a campaign waits for an answer about; null = nothing. Reads open attempts alone, by attempt_open. */
export async function readAsking(em: EntityManager, campaignId: string): Promise<Asking | null> {
  const { rows } = await sql<{ people: number; next_look_at: string | null }>`
    select coalesce(sum(doubt.people), 0)::int as people,
           min(greatest(call_until, looked_up_at) + make_interval(secs => ${LOOK_UP_SECONDS})) as next_look_at
    from attempt
    cross join lateral (
      select count(*) as people from recipient where recipient.attempt_id = attempt.id and recipient.status = 'claimed') doubt
    where attempt.organisation_id = app_organisation_id() and attempt.campaign_id = ${campaignId}
      and attempt.ended_at is null and attempt.call_until < app_now() and doubt.people > 0`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined || row.next_look_at === null) return null;
  return { people: row.people, nextLookAt: instantFrom(row.next_look_at) };
}
