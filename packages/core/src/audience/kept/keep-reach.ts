import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { keepEnough } from "../keep-enough.ts";

/** Whoever waits for an answer reads campaigns of no more slices, of 5,000 people each: a million take a quarter of a minute. */
const SMALL_SLICES = 4;

/**
 * Where an organisation limits how many campaigns a mailbox gets: reads anew whom each campaign that counts has reached, by their mailbox. One
 * that is under way is read at most once a minute, one that is over until an hour after its end: what comes later changes little, and the claim
 * looks at each person anyway. Whoever finds somebody else at it goes by what is kept. Where nothing is counted it is one look-up.
 * @param who the sweep reads all of them; somebody who waits leaves the large ones to it
 * @returns whether none is left to the sweep
 */
export async function keepReach(
  em: EntityManager,
  campaignId: string,
  who: "sweep" | "waiting",
): Promise<boolean> {
  const kysely = em.getKysely();
  const limited = await sql`
    select from organisation where id = app_organisation_id() and frequency_most is not null`.execute(kysely);
  if (limited.rows.length === 0) return true;
  const { rows } = await sql<{ id: string; large: boolean }>`
    select recent.broadcast_id as id, broadcast.slices > ${sql.lit(SMALL_SLICES)} as large from recent_campaigns(${campaignId}::uuid) recent
    join broadcast on broadcast.organisation_id = app_organisation_id() and broadcast.id = recent.broadcast_id
    left join campaign_reach kept on kept.organisation_id = app_organisation_id() and kept.broadcast_id = recent.broadcast_id
    where kept.as_of is null
      or kept.as_of < app_now() - interval '1 minute' and kept.as_of < coalesce(broadcast.finished_at + interval '1 hour', 'infinity')`.execute(
    kysely,
  );
  for (const { id } of rows.filter(({ large }) => who === "sweep" || !large)) {
    const lock = await sql<{ alone: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(advisoryLocks.campaignReach)}, hashtext(${id})) as alone`.execute(
      kysely,
    );
    if (lock.rows[0]?.alone !== true) continue;
    await sql`
      insert into campaign_reach (organisation_id, broadcast_id, numbers, as_of)
      select app_organisation_id(), ${id}, coalesce(range_agg(int8range(customer.number, customer.number, '[]')), '{}'), app_now()
      from recipient join customer on customer.organisation_id = app_organisation_id() and customer.email_key = recipient.email_key
      where recipient.organisation_id = app_organisation_id() and recipient.broadcast_id = ${id} and recipient.skipped_at is null
        and recipient.email_key is not null and has_reached(recipient.status, recipient.delivered_at)
      on conflict (broadcast_id) do update set numbers = excluded.numbers, as_of = excluded.as_of`.execute(
      kysely,
    );
  }
  await keepEnough(em);
  return who === "sweep" || !rows.some(({ large }) => large);
}
