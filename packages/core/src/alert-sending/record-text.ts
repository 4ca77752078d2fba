import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { SendOutcome, SendResult } from "@packpost/providers/send-outcome";
import { sql } from "kysely";
import { refusedBecause } from "../alert/why-no-texts.ts";
import { reasonBit } from "../audience/reasons.ts";
import { recordResults, recordUnanswered } from "../broadcast/record-results.ts";
import { releaseClaim } from "../broadcast/release-claim.ts";
import type { Context, WorkerContext } from "../context.ts";
import { endHold, holdForSilence } from "../send-protocol/hold-for-silence.ts";
import { ALERT_STREAM } from "../send-protocol/message-streams.ts";
import { recordSurely } from "../send-protocol/record-surely.ts";
import { noteTrouble } from "../texting/number-state.ts";
import { textTroubleOf } from "../texting/text-trouble-of.ts";
import { type ClaimedText, pauseAlerts } from "./claim-text.ts";
import { keepAlertEntry } from "./keep-alert-entry.ts";
import { retryOverflowed } from "./retry-overflowed.ts";

const stream = ALERT_STREAM;

/**
 * Step 3 of the send protocol for a text of an alert: writes what became of its call, and what that says of its number, of ours and of the
 * pace (T28, T31, T36). A call that was not answered stays open: the provider is asked about it, and it is never made again unasked (T33).
 */
export async function recordText(ctx: WorkerContext, text: ClaimedText, sent: SendOutcome): Promise<void> {
  const { attemptId, probe } = text;
  if (probe && sent.outcome !== "unavailable" && sent.outcome !== "too_late" && sent.outcome !== "throttled")
    await endHold({ ctx, input: { stream, keepsSlot: true } });
  switch (sent.outcome) {
    case "results": {
      const [result] = sent.results;
      if (result !== undefined) await recordSurely(() => recordResult(ctx, text, sent, result));
      return;
    }
    case "account_problem":
      await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
        await releaseClaim({ ctx, input: { attemptId, providerMessage: sent.providerMessage } });
        await noteTrouble(em, ctx, {
          ...{ number: text.number, trouble: "account", providerMessage: sent.providerMessage },
        });
        await pauseAlerts(em, ctx, refusedBecause(sent.providerMessage));
      });
      return;
    case "too_late":
      return releaseClaim({ ctx, input: { attemptId } });
    case "throttled":
      await releaseClaim({ ctx, input: { attemptId, providerMessage: sent.providerMessage } });
      await hold(ctx, text, sent);
      return;
    case "unavailable":
      ctx.log.warn(
        { attemptId, providerMessage: sent.providerMessage, ambiguous: sent.ambiguous },
        "a call was not answered",
      );
      // The whole request was written: the provider may have taken it. The claim stays, and it is asked.
      await (sent.ambiguous ? recordUnanswered : releaseClaim)({
        ctx,
        input: { attemptId, providerMessage: sent.providerMessage },
      });
      await hold(ctx, text, sent);
  }
}

function recordResult(
  ctx: WorkerContext,
  text: ClaimedText,
  sent: SendOutcome,
  result: SendResult,
): Promise<void> {
  const { attemptId, number } = text;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const trouble = textTroubleOf(sent);
    if (result.status === "rejected" && trouble !== undefined)
      await noteTrouble(em, ctx, { number, trouble, providerMessage: result.providerMessage });
    if (result.status === "rejected" && trouble === "opted_out") return skipOptedOut(em, ctx, text);
    // What a mailbox is to mail, a number is not: its text has failed, and why the provider says.
    const told = result.status === "rejected" ? { ...result, kind: "other" as const } : result;
    await recordResults({ ctx, input: { attemptId, results: [told] } });
    if (result.status !== "accepted" || (await retryOverflowed(em, ctx, text.recipientId))) return;
    await keepAlertEntry(em, ctx, text.recipientId);
  });
}

/** The carrier blocks the number, which we had not heard of (T28): nothing was sent, so it is skipped, not failed. */
async function skipOptedOut(em: EntityManager, ctx: Context, text: ClaimedText): Promise<void> {
  await releaseClaim({ ctx, input: { attemptId: text.attemptId } });
  const kysely = em.getKysely();
  await sql`
    update recipient set skipped_at = app_now(), skip_reasons = ${sql.lit(reasonBit("opted_out"))}
    where organisation_id = ${ctx.organisationId} and id = ${text.recipientId} and status = 'waiting'`.execute(
    kysely,
  );
  await sql`
    update alert_recipient set holds_number = false
    where organisation_id = ${ctx.organisationId} and alert_id = ${text.alertId} and customer_id = ${text.customerId}`.execute(
    kysely,
  );
}

/** Everybody waits, longer each time, and not all organisations for the same second (T36). */
async function hold(
  ctx: WorkerContext,
  { probe }: ClaimedText,
  { providerMessage, retryAfterMs }: { providerMessage: string; retryAfterMs?: number },
): Promise<void> {
  const jittered = retryAfterMs === undefined ? undefined : retryAfterMs * (1 + Math.random() * 0.2);
  await holdForSilence({
    ctx,
    input: { stream, providerMessage, probe, retryAfterMs: jittered, keepsSlot: true },
  });
}
