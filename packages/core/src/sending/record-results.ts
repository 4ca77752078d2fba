import { inOrganisation } from "@packpost/db/orm";
import type { MailResult } from "@packpost/providers/types";
import { sql } from "kysely";
import type { Context } from "../context.ts";

const dropReasons = {
  invalid_address: "invalid_address",
  inactive_recipient: "inactive",
  other: null,
} as const;

/**
 * Step 3 of the send protocol: writes what became of every mail of a call and ends its attempt, in one statement.
 * Acceptances always count, even if the attempt was settled meanwhile; refusals and releases only while it is open,
 * so a stalled worker that comes back late cannot undo what was settled. Uses recipient_by_attempt.
 *
 * @param input.results one for each mail of the attempt
 */
export async function recordResults({
  ctx,
  input,
}: {
  ctx: Context;
  input: { attemptId: string; results: readonly MailResult[] };
}): Promise<void> {
  const { results } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      with ended as (
        update attempt set ended_at = app_now(), outcome = 'recorded'
        where id = ${input.attemptId} and organisation_id = ${ctx.organisationId} and ended_at is null returning id
      ), result as (
        select * from unnest(
          ${results.map((result) => result.recipientId)}::uuid[],
          ${results.map((result) => result.status)}::text[],
          ${results.map((result) => (result.status === "accepted" ? result.providerMessageId : null))}::text[],
          ${results.map((result) => (result.status === "accepted" ? result.at.toISOString() : null))}::timestamptz[],
          ${results.map((result) => (result.status === "rejected" ? dropReasons[result.kind] : null))}::text[],
          ${results.map((result) => (result.status === "accepted" ? null : result.words))}::text[]
        ) as result (id, status, provider_message_id, at, drop_reason, words)
      )
      update recipient set
        sent_at = case when result.status = 'accepted' then coalesce(sent_at, result.at) else sent_at end,
        provider_message_id = coalesce(result.provider_message_id, recipient.provider_message_id),
        dropped_at = case when result.drop_reason is not null then coalesce(dropped_at, app_now()) else dropped_at end,
        drop_reason = coalesce(recipient.drop_reason, result.drop_reason),
        failed_at = case when result.status = 'rejected' and result.drop_reason is null then coalesce(failed_at, app_now()) else failed_at end,
        words = coalesce(result.words, recipient.words),
        attempt_id = case when result.status = 'not_accepted' then null else attempt_id end
      from result
      where recipient.id = result.id and recipient.attempt_id = ${input.attemptId} and recipient.organisation_id = ${ctx.organisationId}
        and (result.status = 'accepted' or exists (select from ended))`.execute(em.getKysely()),
  );
}
