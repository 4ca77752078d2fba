import { broadcastKinds } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { tryLockAudience } from "../campaign/lock-audience.ts";
import { isOfAttempt } from "../campaign/people-of-attempt-sql.ts";
import type { Context } from "../context.ts";
import { auditBroadcast } from "./audit-broadcast.ts";

const broadcastSchema = z.object({
  id: z.string(),
  kind: z.enum(broadcastKinds),
  status: z.string(),
  again: z.boolean(),
});
const countSchema = z.object({ again: z.coerce.number(), kept: z.coerce.number() });

/**
 * Ends an attempt of which the provider has nothing, asked twice: its people wait again. Kept unconfirmed are those whom
 * an earlier call may have reached after all, those whom a resend has taken over (C16), and everybody of a finished
 * campaign that somebody left as it is, archived, or whose call is too old to be repeated unasked. A finished campaign
 * goes on.
 *
 * @returns `again` where anybody waits again; `asking` while a resend's audience is written, who is in it is not known yet
 */
export async function giveBackAbsent(
  em: EntityManager,
  ctx: Context,
  input: { attemptId: string; campaignId: string; againWithinMs: number; unconfirmedAfterMs: number },
): Promise<"again" | "unconfirmed" | "asking"> {
  const kysely = em.getKysely();
  // A resend's snapshot waits until this has ended, so nobody is in both. Not the other way: it takes minutes, and whoever
  // brings an event of this attempt would wait for its row.
  if (!(await tryLockAudience(em, input.campaignId))) return "asking";
  // Until the commit it does not finish either, while people of it are about to wait.
  const found = await sql`
    select broadcast.id, broadcast.kind, broadcast.status,
      -- A text is never repeated unasked (T33): whether it is, a person decides.
      broadcast.kind <> 'alert' and (broadcast.status <> 'sent'
        or unconfirmed_left_at is null and archived_at is null
            and attempt.call_until + make_interval(secs => attempt.silent_seconds + ${input.againWithinMs / 1000}) > app_now()) as again
    from attempt
    join broadcast on broadcast.organisation_id = attempt.organisation_id and broadcast.id = attempt.broadcast_id
    left join campaign on campaign.organisation_id = attempt.organisation_id and campaign.id = attempt.broadcast_id
    where attempt.id = ${input.attemptId} and attempt.organisation_id = ${ctx.organisationId} for no key update of broadcast`.execute(
    kysely,
  );
  const broadcast = broadcastSchema.parse(found.rows[0]);
  const given = await sql`
    with doubt as (
      select recipient.id, ${broadcast.again}
        and not exists (select from attempt past where past.id = any(recipient.past_attempt_ids) and past.evidence_at is not null)
        and not exists (
          select from campaign child join recipient other on other.broadcast_id = child.id and other.customer_id = recipient.customer_id
          where child.parent_id = ${broadcast.id} and other.skipped_at is null and other.cancelled_at is null) as again
      from attempt join recipient on ${isOfAttempt}
      where attempt.id = ${input.attemptId} and recipient.status in ('claimed', 'unconfirmed')
    ), freed as (
      update recipient set attempt_id = null, unconfirmed_at = null, past_attempt_ids = past_attempt_ids || ${input.attemptId}::uuid
      from doubt where recipient.id = doubt.id and doubt.again returning recipient.id
    ), kept as (
      update recipient set unconfirmed_at = coalesce(unconfirmed_at, app_now())
      from doubt where recipient.id = doubt.id and not doubt.again returning recipient.id
    ), counted as (
      select (select count(*) from freed) as again, (select count(*) from kept) as kept
    ), ended as (
      update attempt set ended_at = coalesce(ended_at, app_now()), gave_back = gave_back or counted.again > 0,
        outcome = case when counted.kept > 0 then 'unconfirmed' else 'reconciled' end,
        ask_after = app_now() + make_interval(secs => ${input.unconfirmedAfterMs / 1000})
      from counted where attempt.id = ${input.attemptId} returning attempt.id
    )
    select counted.again, counted.kept from counted, ended`.execute(kysely);
  const { again } = countSchema.parse(given.rows[0]);
  if (again === 0) return "unconfirmed";
  await letGoOn(em, ctx, broadcast, again);
  return "again";
}

/** Counted as a change: whoever is about to finish it looks again. A finished one has work again; of a cancelled one they are cancelled too. */
async function letGoOn(
  em: EntityManager,
  ctx: Context,
  broadcast: z.infer<typeof broadcastSchema>,
  people: number,
): Promise<void> {
  const reopened = broadcast.status === "sent";
  await sql`
    update broadcast set revision = revision + 1, changed_at = app_now()
      ${reopened ? sql`, status = 'sending', finished_at = null` : sql``}
    where id = ${broadcast.id} and organisation_id = ${ctx.organisationId}`.execute(em.getKysely());
  if (!reopened) return;
  auditBroadcast(em, ctx, broadcast, "sent_again", { people, automatic: true });
}
