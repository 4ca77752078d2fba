import { inOrganisation } from "@packpost/db/orm";
import type { FindOutcome } from "@packpost/providers/types";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { type RawBuilder, sql } from "kysely";
import type { WorkerContext } from "../context.ts";
import { SILENT_ASKS } from "../sending/settle-attempt.ts";
import { TRANSACTIONAL_STREAM } from "./message-streams.ts";

type Timings = Pick<SendTimings, "absentAgainAfterMs" | "unconfirmedAfterMs">;

/** An unconfirmed mail is sent again by itself only this long after it was asked for. */
const AGAIN_WITHIN = "24 hours";

/**
 * Step 4 of the send protocol for a single mail: asks the provider about a claim without a record, open or already
 * unconfirmed. Found → sent. Absent twice, far enough apart → it waits again and is sent again. A search that is throttled
 * is waited for. The provider silent over several look-ups → unconfirmed, and still asked about by the sweep.
 */
export async function settleMail({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { mailId: string; timings: Timings };
}): Promise<void> {
  const { mailId, timings } = input;
  const answer = await ctx.mail.findByAttempt(mailId, { stream: TRANSACTIONAL_STREAM });
  if (answer.outcome !== "found")
    ctx.log.warn({ mailId, words: answer.words }, "the provider could not be asked");
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update mail set looked_up_at = app_now(), ${changeOf(answer, mailId, timings)}
      where id = ${mailId} and organisation_id = ${ctx.organisationId} and status in ('claimed', 'unconfirmed')`.execute(
      em.getKysely(),
    ),
  );
}

function changeOf(answer: FindOutcome, mailId: string, timings: Timings): RawBuilder<unknown> {
  if (answer.outcome === "throttled")
    return sql`ask_after = app_now() + make_interval(secs => ${answer.retryAfterMs / 1000})`;
  if (answer.outcome !== "found") {
    const silent = sql`failed_asks + 1 >= ${SILENT_ASKS} and first_failed_ask_at + make_interval(secs => ${timings.unconfirmedAfterMs / 1000}) <= app_now()`;
    return sql`failed_asks = failed_asks + 1, first_failed_ask_at = coalesce(first_failed_ask_at, app_now()),
      unconfirmed_at = case when ${silent} then coalesce(unconfirmed_at, app_now()) else unconfirmed_at end`;
  }
  const found = answer.byRecipient.get(mailId);
  if (found)
    return sql`call_until = null, words = null, sent_at = least(sent_at, ${found.at.toISOString()}::timestamptz),
      provider_message_id = coalesce(provider_message_id, ${found.providerMessageId})`;
  const absentTwice = sql`first_absent_at + make_interval(secs => ${timings.absentAgainAfterMs / 1000}) <= app_now()`;
  const again = sql`(unconfirmed_at is null or created_at > app_now() - ${AGAIN_WITHIN}::interval)`;
  return sql`failed_asks = 0, first_failed_ask_at = null, first_absent_at = coalesce(first_absent_at, app_now()),
    call_until = case when ${absentTwice} and ${again} then null else call_until end,
    unconfirmed_at = case when ${absentTwice} and ${again} then null else unconfirmed_at end`;
}
