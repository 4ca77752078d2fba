import { inOrganisation } from "@packpost/db/orm";
import type { FindOutcome } from "@packpost/providers/types";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import type { Context, WorkerContext } from "../context.ts";
import { BROADCAST_STREAM } from "../mail/message-streams.ts";
import { type Settled, settleAttempt } from "./settle-attempt.ts";

/** After so many look-ups in a row without an answer the provider is not asked about the rest of a round. */
const MOST_FAILURES = 2;

/**
 * Asks the provider about calls, one after the other outside of any transaction, and settles each by its answer. A search
 * that is throttled is waited for, by all of the organisation's calls. One that is not answered, again and again, ends the
 * round: for the rest it counts as a look-up that failed, since they would not have been answered either.
 */
export async function askAbout({
  ctx,
  attemptIds,
  timings,
}: {
  ctx: WorkerContext;
  attemptIds: readonly string[];
  timings: Pick<SendTimings, "absentAgainAfterMs" | "unconfirmedAfterMs">;
}): Promise<{ attemptId: string; outcome: Settled }[]> {
  const settled: { attemptId: string; outcome: Settled }[] = [];
  let failures = 0;
  let last: FindOutcome | undefined;
  for (const attemptId of attemptIds) {
    const answer: FindOutcome =
      last !== undefined && failures >= MOST_FAILURES
        ? last
        : await ctx.mail.findByAttempt(attemptId, { stream: BROADCAST_STREAM });
    if (answer.outcome === "throttled") {
      await waitAsTold(ctx, answer);
      return settled;
    }
    if (answer.outcome === "found") failures = 0;
    else {
      if (last !== answer)
        ctx.log.warn({ attemptId, words: answer.words }, "the provider could not be asked");
      failures = answer.outcome === "account_problem" ? MOST_FAILURES : failures + 1;
      last = answer;
    }
    const outcome = await settleAttempt({
      ctx,
      input: {
        attemptId,
        found: answer.outcome === "found" ? answer.byRecipient : null,
        ...(answer.outcome === "found" ? { partial: answer.partial } : { words: answer.words }),
        absentAgainAfterMs: timings.absentAgainAfterMs,
        unconfirmedAfterMs: timings.unconfirmedAfterMs,
      },
    });
    settled.push({ attemptId, outcome });
  }
  return settled;
}

/** Nothing of the organisation is asked about before the provider's time. Uses attempt_open and attempt_unconfirmed. */
async function waitAsTold(ctx: Context, told: { retryAfterMs: number; words: string }): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update attempt set ask_after = app_now() + make_interval(secs => ${told.retryAfterMs / 1000}), ask_words = ${told.words}
      where organisation_id = ${ctx.organisationId} and (ended_at is null or outcome = 'unconfirmed')
        and (ask_after is null or ask_after < app_now() + make_interval(secs => ${told.retryAfterMs / 1000}))`.execute(
      em.getKysely(),
    ),
  );
}
