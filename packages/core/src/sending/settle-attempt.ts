import { inOrganisation } from "@packpost/db/orm";
import type { FoundMail } from "@packpost/providers/types";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { recordFound } from "./record-found.ts";

export interface SettleAttemptInput {
  readonly attemptId: string;
  /** What the provider's search showed, by recipient id; null = it could not be asked. */
  readonly found: ReadonlyMap<string, FoundMail> | null;
  readonly absentAgainAfterMs: number;
  readonly unconfirmedAfterMs: number;
}

/**
 * Writes one look-up of an ambiguous attempt. A row counts as accepted when the search has it or a webhook has spoken of
 * it. The attempt ends when no row is in doubt any more: all accepted, the rest absent twice (they wait again), or the
 * provider silent for too long (unconfirmed until an event or the sweep settles it).
 */
export async function settleAttempt({
  ctx,
  input,
}: {
  ctx: Context;
  input: SettleAttemptInput;
}): Promise<void> {
  const asked = input.found !== null;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    // Locked first, so that a late record and a look-up never settle the same attempt at once.
    const open =
      await sql`select id from attempt where id = ${input.attemptId} and organisation_id = ${ctx.organisationId}
      and ended_at is null for update`.execute(kysely);
    if (open.rows.length === 0) return;
    if (input.found) await recordFound(em, input.attemptId, input.found);
    await sql`
      with judged as (
        select attempt.id,
          exists (select from recipient where recipient.attempt_id = attempt.id and status = 'claimed') as in_doubt,
          ${asked} and first_absent_at + make_interval(secs => ${input.absentAgainAfterMs / 1000}) <= app_now() as absent_twice,
          not ${asked}::boolean and call_until + make_interval(secs => ${input.unconfirmedAfterMs / 1000}) <= app_now() as silent_too_long
        from attempt where id = ${input.attemptId}
      ), again as (
        update recipient set attempt_id = null from judged
        where recipient.attempt_id = judged.id and status = 'claimed' and judged.absent_twice
      ), unconfirmed as (
        update recipient set unconfirmed_at = app_now() from judged
        where recipient.attempt_id = judged.id and status = 'claimed' and judged.silent_too_long and not coalesce(judged.absent_twice, false)
      )
      update attempt set looked_up_at = app_now(),
        first_absent_at = case when ${asked} and judged.in_doubt then coalesce(first_absent_at, app_now()) else first_absent_at end,
        ended_at = case when not judged.in_doubt or judged.absent_twice or judged.silent_too_long then app_now() end,
        outcome = case when not judged.in_doubt or judged.absent_twice then 'reconciled' when judged.silent_too_long then 'unconfirmed' end
      from judged where attempt.id = judged.id`.execute(kysely);
  });
}
