import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { planByKey, prepared } from "@packpost/db/prepared";
import type { SendResult } from "@packpost/providers/send-outcome";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { noteEvidence } from "../send-protocol/note-evidence.ts";

const dropReasons = {
  invalid_address: "invalid_address",
  unsuitable_address: "other",
  inactive_recipient: "inactive",
  other: null,
} as const;

/**
 * Step 3 of the send protocol: writes what became of every mail of a call and ends its attempt, in one statement. Mails
 * of which the answer does not speak keep it open: the provider is asked about them.
 * Acceptances always count, even if the attempt was settled meanwhile; refusals and releases only while it is open,
 * so a stalled worker that comes back late cannot undo what was settled. By the primary key.
 *
 * @param input.results one for each mail of the attempt
 */
export async function recordResults({
  ctx,
  input,
}: {
  ctx: Context;
  input: { attemptId: string; results: readonly SendResult[] };
}): Promise<void> {
  const { results } = input;
  const reported = results.flatMap((result) => (result.status === "unanswered" ? [] : [result]));
  const mails = reported.flatMap((result) => (result.status === "accepted" ? [result] : []));
  const accepted = mails.length > 0;
  const others = reported.flatMap((result) => (result.status === "accepted" ? [] : [result]));
  // One time for all mails of a call, the earliest: lists find them by their call, in the order of time.
  const acceptedAt = accepted
    ? new Date(Math.min(...mails.map(({ at }) => at.getTime()))).toISOString()
    : null;
  const [unanswered] = results.flatMap((result) => (result.status === "unanswered" ? [result] : []));
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // Whoever waits again since the call was given up for lost, is stopped before anybody's row is locked.
    if (accepted && (await wasGivenUp(em, ctx, input.attemptId)))
      await noteEvidence(em, ctx, [input.attemptId]);
    await sql`${prepared}
      with open as (
        update attempt set ended_at = case when ${unanswered === undefined} then app_now() end,
          outcome = case when ${unanswered === undefined} then 'recorded' end, provider_message = ${unanswered?.providerMessage ?? null},
          evidence_at = case when ${accepted} then coalesce(evidence_at, app_now()) else evidence_at end,
          accepted_at = coalesce(accepted_at, ${acceptedAt}::timestamptz), answered_at = app_now(), answered = ${reported.length}, refused = ${others.filter(({ status }) => status === "rejected").length}
        where id = ${input.attemptId} and organisation_id = ${ctx.organisationId} and ended_at is null returning id
      ), result as (
        select id, 'accepted' as status, provider_message_id, null as drop_reason, null as provider_message
        from unnest(${mails.map(({ recipientId }) => recipientId)}::uuid[], ${mails.map(({ providerMessageId }) => providerMessageId)}::text[]) as mail (id, provider_message_id)
        union all
        select id, status, null, drop_reason, provider_message
        from unnest(${others.map(({ recipientId }) => recipientId)}::uuid[], ${others.map(({ status }) => status)}::text[],
                    ${others.map((result) => (result.status === "rejected" ? dropReasons[result.kind] : null))}::text[],
                    ${others.map(({ providerMessage }) => providerMessage)}::text[]) as other (id, status, drop_reason, provider_message)
      )
      update recipient set
        sent_at = case when result.status = 'accepted' then coalesce(sent_at, ${acceptedAt}::timestamptz) else sent_at end,
        by_answer = by_answer or result.status = 'accepted' and recipient.status = 'claimed' and recipient.attempt_id = ${input.attemptId} and exists (select from open),
        provider_message_id = coalesce(result.provider_message_id, recipient.provider_message_id),
        dropped_at = case when result.drop_reason is not null then coalesce(dropped_at, app_now()) else dropped_at end,
        drop_reason = coalesce(recipient.drop_reason, result.drop_reason),
        failed_at = case when result.status = 'rejected' and result.drop_reason is null then coalesce(failed_at, app_now()) else failed_at end,
        provider_message = coalesce(result.provider_message, recipient.provider_message),
        attempt_id = case when result.status = 'not_accepted' then null else attempt_id end
      from result
      where recipient.id = result.id and recipient.organisation_id = ${ctx.organisationId}
        and (recipient.attempt_id = ${input.attemptId} or ${input.attemptId}::uuid = any(recipient.past_attempt_ids))
        and (result.status = 'accepted' or recipient.attempt_id = ${input.attemptId} and exists (select from open))`.execute(
      em.getKysely(),
    );
  });
}

const givenUpSchema = z.object({ given_up: z.boolean() });

async function wasGivenUp(em: EntityManager, ctx: Context, attemptId: string): Promise<boolean> {
  const { rows } = await sql`${prepared}
    select ${planByKey}, exists (
      select from attempt where id = ${attemptId} and organisation_id = ${ctx.organisationId} and gave_back) as given_up`.execute(
    em.getKysely(),
  );
  return givenUpSchema.parse(rows[0]).given_up;
}

/** Notes why a call was not answered. Its claim stays: the provider is asked what it has. */
export async function recordUnanswered({
  ctx,
  input,
}: {
  ctx: Context;
  input: { attemptId: string; providerMessage: string };
}): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update attempt set provider_message = ${input.providerMessage}
      where id = ${input.attemptId} and organisation_id = ${ctx.organisationId} and ended_at is null`.execute(
      em.getKysely(),
    ),
  );
}
