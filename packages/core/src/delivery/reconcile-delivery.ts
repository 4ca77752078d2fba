import { providerChannels } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { FindOutcome } from "@packpost/providers/send-outcome";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { WorkerContext } from "../context.ts";
import { SILENT_ASKS } from "../send-protocol/reconcile-attempt.ts";
import { RECONCILED_ELSEWHERE } from "../send-protocol/reconcile-attempts.ts";
import { deliveryWay } from "./delivery-way.ts";
import { giveUpAt } from "./retry-policies.ts";

type Timings = Pick<SendTimings, "absentAgainAfterMs" | "unconfirmedAfterMs">;

const callSchema = z.object({
  calls: z.number(),
  channel: z.enum(providerChannels),
  provider_account: z.string().nullable(),
});

/**
 * Step 4 of the send protocol for a delivery: asks the provider about a claim without a record, open or already
 * unconfirmed. Found → sent. Absent twice, far enough apart → it waits again and is sent again. A search that is throttled
 * is waited for. The provider silent over several look-ups, or another account than the one that was called, or a search
 * that does not show everything → unconfirmed, and still asked about by the sweep: one that is not worth trying any more is
 * not sent again by itself then. A text never is: absent twice, it is unconfirmed, and a person decides (T33).
 */
export async function reconcileDelivery({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { deliveryId: string; timings: Timings };
}): Promise<void> {
  const { deliveryId, timings } = input;
  const call = await readCall(ctx, deliveryId);
  if (call === undefined) return;
  const way = await deliveryWay(ctx, call.channel);
  const answer = await way.find(deliveryId, call.provider_account);
  if ("providerMessage" in answer)
    ctx.log.warn({ deliveryId, providerMessage: answer.providerMessage }, "the provider could not be asked");
  if (answer.outcome === "elsewhere") ctx.log.warn({ deliveryId }, RECONCILED_ELSEWHERE);
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update delivery set looked_up_at = app_now(), ${changeOf(answer, deliveryId, timings)}
      where id = ${deliveryId} and organisation_id = ${ctx.organisationId} and status in ('claimed', 'unconfirmed')
        -- What was not there before a later call says nothing of that one.
        and (calls = ${call.calls} or ${isFound(answer, deliveryId)})`.execute(em.getKysely()),
  );
}

/** The newest call of a mail that may be asked about, and the account of the provider it went to. By the primary key. */
async function readCall(
  ctx: WorkerContext,
  deliveryId: string,
): Promise<z.infer<typeof callSchema> | undefined> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select calls, channel, provider_account from delivery
      where id = ${deliveryId} and organisation_id = ${ctx.organisationId} and status in ('claimed', 'unconfirmed')`.execute(
      em.getKysely(),
    ),
  );
  return callSchema.optional().parse(rows[0]);
}

const isFound = (answer: FindOutcome, deliveryId: string) =>
  answer.outcome === "found" && answer.byRecipient.has(deliveryId);

function changeOf(answer: FindOutcome, deliveryId: string, timings: Timings): RawBuilder<unknown> {
  if (answer.outcome === "throttled")
    return sql`ask_after = app_now() + make_interval(secs => ${answer.retryAfterMs / 1000})`;
  const found = answer.outcome === "found" ? answer.byRecipient.get(deliveryId) : undefined;
  if (found)
    return sql`call_until = null, provider_message = case when failed_at is not null then provider_message end, unconfirmed_at = null, sent_at = least(sent_at, ${found.at.toISOString()}::timestamptz),
      asked_elsewhere = false, provider_message_id = coalesce(provider_message_id, ${found.providerMessageId})`;
  // Whom a search that shows less than it has does not show, is not absent.
  if (answer.outcome !== "found" || answer.partial) {
    const silent = sql`failed_asks + 1 >= ${SILENT_ASKS} and first_failed_ask_at + make_interval(secs => ${timings.unconfirmedAfterMs / 1000}) <= app_now()`;
    return sql`asked_elsewhere = ${answer.outcome === "elsewhere"}, failed_asks = failed_asks + 1, first_failed_ask_at = coalesce(first_failed_ask_at, app_now()),
      unconfirmed_at = case when ${silent} then coalesce(unconfirmed_at, app_now()) else unconfirmed_at end`;
  }
  const absentTwice = sql`first_absent_at + make_interval(secs => ${timings.absentAgainAfterMs / 1000}) <= app_now()`;
  const again = sql`channel <> 'sms' and (unconfirmed_at is null or ${giveUpAt} > app_now())`;
  return sql`asked_elsewhere = false, failed_asks = 0, first_failed_ask_at = null, first_absent_at = coalesce(first_absent_at, app_now()),
    call_until = case when ${absentTwice} and ${again} then null else call_until end,
    unconfirmed_at = case when ${absentTwice} and ${again} then null when ${absentTwice} and channel = 'sms' then coalesce(unconfirmed_at, app_now()) else unconfirmed_at end`;
}
