import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { type AudienceKey, audienceOf, clockNow } from "../audience-sql.ts";
import { NO_CAMPAIGN } from "../had-enough-sql.ts";
import { howMany, numbersByReasons } from "../review-sql.ts";
import { keepReach } from "./keep-reach.ts";
import { changesOf, evaluatedSince, keptParts } from "./pass-audience-sql.ts";

/** Fewer changes are evaluated at each look, which costs less than writing millions of numbers down again. */
const WORTH_WRITING = 500;

const stateSchema = z.object({ known: z.boolean(), changed: z.number(), resend: z.boolean() });

/**
 * For whoever waits for an answer: writes down again those of whom something has changed since the audience of a pass was kept.
 * @returns false where everybody would have to be evaluated, or a large campaign's reach be read: that is the sweep's, since counting a
 *   million takes half the time of writing them down
 */
export async function followPassAudience(em: EntityManager, key: AudienceKey): Promise<boolean> {
  const isRead = await keepReach(em, key.campaignId, "waiting");
  const state = await stateOf(em, key);
  return (state !== "stale" || (await inTurn(em, key, (pass) => evaluateChanged(em, pass)))) && isRead;
}

/**
 * Sees to it that what is kept of a pass's audience can answer who would receive a campaign now: evaluates everybody, or those of
 * whom something has changed since.
 */
export async function keepPassAudience(em: EntityManager, key: AudienceKey): Promise<void> {
  if ((await stateOf(em, key)) !== "stale") return;
  await inTurn(em, key, async (pass) => {
    if (!(await evaluateChanged(em, pass))) await evaluateEverybody(em, pass);
    return true;
  });
}

/** Whether what is kept can answer; for a resend nothing is kept. */
async function stateOf(em: EntityManager, key: AudienceKey): Promise<"fresh" | "stale" | "resend"> {
  const { rows } = await sql`
    with ${changesOf(key.passId)}
    select exists (select from known where evaluated_at > clock.at - interval '1 hour') and not exists (select from noted where customer_ids is null) as known,
      (select count(*)::int from touched) as changed,
      exists (select from campaign where organisation_id = app_organisation_id() and id = ${key.campaignId} and parent_id is not null) as resend
    from clock`.execute(em.getKysely());
  const { known, changed, resend } = stateSchema.parse(rows[0]);
  if (resend) return "resend";
  return known && changed <= WORTH_WRITING ? "fresh" : "stale";
}

/** One writes at a time; whoever finds somebody else at it goes without. @returns what `write` said, true where somebody else is at it */
async function inTurn(
  em: EntityManager,
  { passId }: AudienceKey,
  write: (pass: AudienceKey) => Promise<boolean>,
): Promise<boolean> {
  const lock = await sql<{ alone: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(advisoryLocks.passAudience)}, hashtext(${passId})) as alone`.execute(
    em.getKysely(),
  );
  return lock.rows[0]?.alone !== true || (await write({ campaignId: NO_CAMPAIGN, passId }));
}

/** @returns false = nothing is known, or too much has changed */
async function evaluateChanged(em: EntityManager, key: AudienceKey): Promise<boolean> {
  const { rows } = await sql`
    with ${changesOf(key.passId)}, ${evaluatedSince(key)},
    written as (
      insert into pass_audience_part as part (organisation_id, pass_id, reasons, numbers, people)
      select kept.organisation_id, kept.pass_id, reasons, numbers, ${howMany(sql`numbers`)} from kept cross join (
        select reasons, coalesce(before.numbers, '{}') + coalesce(fresh.numbers, '{}') as numbers
        from ${keptParts} before full join (
          select reasons, range_agg(int8range(number, number, '[]')) as numbers from evaluated group by reasons) fresh using (reasons)) joined
      on conflict (pass_id, reasons) do update set numbers = excluded.numbers, people = excluded.people
        where part.numbers <> excluded.numbers)
    update pass_audience set as_of = pg_current_snapshot(), evaluated_at = clock.at, today = clock.today
    from kept cross join clock where pass_audience.pass_id = kept.pass_id returning true`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}

async function evaluateEverybody(em: EntityManager, key: AudienceKey): Promise<void> {
  const kysely = em.getKysely();
  await sql`delete from pass_audience_part where pass_id = ${key.passId} and organisation_id = app_organisation_id()`.execute(
    kysely,
  );
  await sql`
    with clock as materialized (${clockNow}),
    pass_seen as (
      insert into pass_audience (organisation_id, pass_id, as_of, evaluated_at, today)
      select organisation_id, id, pg_current_snapshot(), at, today from pass cross join clock
      where organisation_id = app_organisation_id() and id = ${key.passId}
      on conflict (pass_id) do update set as_of = excluded.as_of, evaluated_at = excluded.evaluated_at, today = excluded.today)
    insert into pass_audience_part (organisation_id, pass_id, reasons, numbers, people)
    select app_organisation_id(), ${key.passId}, reasons, numbers, ${howMany(sql`numbers`)}
    from ${numbersByReasons(sql`${audienceOf(key)}`)} part`.execute(kysely);
}
