import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { FoundMessage } from "@packpost/providers/send-outcome";
import { sql } from "kysely";
import * as z from "zod";
import { isOfAttempt } from "../campaign/people-of-attempt-sql.ts";
import type { Context } from "../context.ts";
import { giveBackAbsent } from "./give-back-absent.ts";
import { isUuid } from "./note-evidence.ts";

/** Silence is what so many look-ups in a row found, not one. */
export const SILENT_ASKS = 3;

export interface ReconcileAttemptInput {
  readonly attemptId: string;
  /** What the provider's search showed, by recipient id; null = it could not be asked. */
  readonly found: ReadonlyMap<string, FoundMessage> | null;
  /** The search says itself that it shows less than it has: who is missing is not absent. */
  readonly partial?: boolean | undefined;
  /** Why it could not be asked. */
  readonly providerMessage?: string | undefined;
  /** Another account was asked than the one that was called: it could be asked, yet not about this call. */
  readonly elsewhere?: boolean;
  readonly absentAgainAfterMs: number;
  readonly unconfirmedAfterMs: number;
  /**
   * A finished campaign's mail is sent again by itself only this long after its call, in milliseconds; default a day. The time
   * in which the provider was asked and did not answer does not count.
   */
  readonly againWithinMs?: number;
}

/** `again`: people of it wait again; the campaign's workflow must be awake. */
export type Settled = "asking" | "reconciled" | "again" | "unconfirmed";

const DAY_MS = 86_400_000;

const rowSchema = z.object({
  in_doubt: z.boolean(),
  proved: z.boolean(),
  proved_long: z.boolean(),
  absent_long: z.boolean(),
  silent_long: z.boolean(),
});

/**
 * Writes one look-up of an unanswered call, open or already unconfirmed. A person counts as accepted when the search has
 * the mail or a webhook has spoken of it. Evidence wins over absence: once anybody's mail is known to have arrived, those
 * missing wait, become unconfirmed, and are never sent to again unasked. Without any evidence, absent twice and far
 * enough apart, they wait again. A provider that cannot be asked, or whose account is another one by now, leaves them
 * unconfirmed after several look-ups.
 */
export async function reconcileAttempt({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReconcileAttemptInput;
}): Promise<Settled> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // Locked first, so that a late record and a look-up never settle the same attempt at once.
    const open = await sql<{
      broadcast_id: string;
    }>`select broadcast_id from attempt where id = ${input.attemptId} and organisation_id = ${ctx.organisationId}
      and (ended_at is null or outcome = 'unconfirmed') for update`.execute(em.getKysely());
    const campaignId = open.rows[0]?.broadcast_id;
    if (campaignId === undefined) return "reconciled";
    if (input.found) await recordFound(em, input.attemptId, input.found);
    const row = await noteReconciliation(em, input);
    const settled = judge(row, input);
    if (settled === "again") {
      const againWithinMs = input.againWithinMs ?? DAY_MS;
      return giveBackAbsent(em, ctx, { ...input, campaignId, againWithinMs });
    }
    if (settled !== "asking") await end(em, input, settled);
    return settled;
  });
}

/** Writes the look-up itself and tells what is known by now, by the database's clock. Uses recipient_by_slice. */
async function noteReconciliation(
  em: EntityManager,
  input: ReconcileAttemptInput,
): Promise<z.infer<typeof rowSchema>> {
  const asked = input.found !== null;
  const { rows } = await sql`
    with seen as (
      select exists (select from recipient where ${isOfAttempt} and status in ('claimed', 'unconfirmed')) as in_doubt,
        ${(input.found?.size ?? 0) > 0} or exists (select from recipient where ${isOfAttempt} and sent_at is not null) as proved
      from attempt where id = ${input.attemptId}
    )
    update attempt set looked_up_at = app_now(), ask_message = ${asked ? null : (input.providerMessage ?? null)}, asked_elsewhere = ${input.elsewhere ?? false},
      silent_seconds = silent_seconds + case when ${asked} then coalesce(extract(epoch from looked_up_at - first_failed_ask_at), 0)::int else 0 end,
      failed_asks = case when ${asked} then 0 else failed_asks + 1 end,
      first_failed_ask_at = case when ${asked} then null else coalesce(first_failed_ask_at, app_now()) end,
      evidence_at = case when seen.proved then coalesce(evidence_at, app_now()) else evidence_at end,
      first_absent_at = case when ${asked && !input.partial} and seen.in_doubt then coalesce(first_absent_at, app_now()) else first_absent_at end
    from seen where attempt.id = ${input.attemptId}
    returning seen.in_doubt, evidence_at is not null as proved,
      coalesce(evidence_at + make_interval(secs => ${input.unconfirmedAfterMs / 1000}) <= app_now(), false) as proved_long,
      coalesce(first_absent_at + make_interval(secs => ${input.absentAgainAfterMs / 1000}) <= app_now(), false) as absent_long,
      failed_asks >= ${SILENT_ASKS} and coalesce(first_failed_ask_at + make_interval(secs => ${input.unconfirmedAfterMs / 1000}) <= app_now(), false) as silent_long`.execute(
    em.getKysely(),
  );
  return rowSchema.parse(rows[0]);
}

function judge(row: z.infer<typeof rowSchema>, { found, partial }: ReconcileAttemptInput): Settled {
  if (!row.in_doubt) return "reconciled";
  if (row.proved) return row.proved_long ? "unconfirmed" : "asking";
  if (found === null) return row.silent_long ? "unconfirmed" : "asking";
  return row.absent_long && !partial ? "again" : "asking";
}

async function end(
  em: EntityManager,
  input: ReconcileAttemptInput,
  outcome: "reconciled" | "unconfirmed",
): Promise<void> {
  await sql`
    with ended as (
      update attempt set ended_at = coalesce(ended_at, app_now()), outcome = ${outcome},
        -- Who is missing of a call that arrived turns up by an event, if at all: no need to ask every minute.
        ask_after = case when ${outcome === "unconfirmed"} and evidence_at is not null then app_now() + make_interval(secs => ${input.unconfirmedAfterMs / 1000}) else ask_after end
      where id = ${input.attemptId} returning *
    )
    update recipient set unconfirmed_at = app_now() from ended attempt
    where ${isOfAttempt} and recipient.status = 'claimed'`.execute(em.getKysely());
}

/**
 * Writes what the provider's search has of an attempt: these rows were accepted, whoever holds them now. By the primary key.
 * @param found by recipient id
 */
async function recordFound(
  em: EntityManager,
  attemptId: string,
  found: ReadonlyMap<string, FoundMessage>,
): Promise<void> {
  // An id that is none of ours must not hold up the others.
  const mails = [...found].filter(([id]) => isUuid(id));
  await sql`
    update recipient set sent_at = coalesce(sent_at, mail.at), provider_message_id = coalesce(recipient.provider_message_id, mail.provider_message_id)
    from unnest(${mails.map(([id]) => id)}::uuid[], ${mails.map(([, mail]) => mail.providerMessageId)}::text[],
                ${mails.map(([, mail]) => mail.at.toISOString())}::timestamptz[]) as mail (id, provider_message_id, at)
    where recipient.id = mail.id and (recipient.attempt_id = ${attemptId} or ${attemptId}::uuid = any(recipient.past_attempt_ids))`.execute(
    em.getKysely(),
  );
}
