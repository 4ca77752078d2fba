import { inOrganisation } from "@packpost/db/orm";
import type { FindOutcome } from "@packpost/providers/send-outcome";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import * as z from "zod";
import type { Context, WorkerContext } from "../context.ts";
import type { KindOfBroadcast } from "./broadcast-kind.ts";
import { reconcileAttempt, type Settled } from "./reconcile-attempt.ts";

/** After so many look-ups in a row without an answer the provider is not asked about the rest of a round. */
const MOST_FAILURES = 2;

/** For whoever runs the installation. */
export const RECONCILED_ELSEWHERE =
  "this call went to another account of the provider than the one that is asked now, or it was not noted to which: that it is not found there proves nothing";

const calledSchema = z.object({ id: z.string(), provider_account: z.string().nullable() });

/**
 * Asks the provider about calls, one after the other outside of any transaction, and settles each by its answer. A search
 * that is throttled is waited for, by all of the organisation's calls. One that is not answered, again and again, ends the
 * round: for the rest it counts as a look-up that failed, since they would not have been answered either. An account other
 * than the one that was called knows nothing of it: that is no answer about this call, and says nothing of the others.
 */
export async function reconcileAttempts({
  ctx,
  attemptIds,
  timings,
  find,
}: {
  ctx: WorkerContext;
  /** How the provider is asked about one of them. */
  find: KindOfBroadcast["find"];
  attemptIds: readonly string[];
  timings: Pick<SendTimings, "absentAgainAfterMs" | "unconfirmedAfterMs">;
}): Promise<{ attemptId: string; outcome: Settled }[]> {
  const settled: { attemptId: string; outcome: Settled }[] = [];
  const accounts = await accountsOf(ctx, attemptIds);
  let failures = 0;
  let last: FindOutcome | undefined;
  for (const attemptId of attemptIds) {
    const answer: FindOutcome =
      last !== undefined && failures >= MOST_FAILURES
        ? last
        : await find(ctx, attemptId, accounts.get(attemptId) ?? null);
    if (answer.outcome === "throttled") {
      await waitAsAsked(ctx, answer);
      return settled;
    }
    if (answer.outcome === "found") failures = 0;
    else if (answer.outcome === "elsewhere") {
      failures = 0;
      ctx.log.warn({ attemptId }, RECONCILED_ELSEWHERE);
    } else {
      if (last !== answer)
        ctx.log.warn(
          { attemptId, providerMessage: answer.providerMessage },
          "the provider could not be asked",
        );
      failures = answer.outcome === "account_problem" ? MOST_FAILURES : failures + 1;
      last = answer;
    }
    const outcome = await reconcileAttempt({
      ctx,
      input: {
        attemptId,
        found: answer.outcome === "found" ? answer.byRecipient : null,
        ...(answer.outcome === "found" && { partial: answer.partial }),
        ...("providerMessage" in answer && { providerMessage: answer.providerMessage }),
        elsewhere: answer.outcome === "elsewhere",
        absentAgainAfterMs: timings.absentAgainAfterMs,
        unconfirmedAfterMs: timings.unconfirmedAfterMs,
      },
    });
    settled.push({ attemptId, outcome });
  }
  return settled;
}

/** Which account of the provider each call went to, as noted by its claim. By the primary key. */
async function accountsOf(ctx: Context, attemptIds: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select id, provider_account from attempt
      where id = any(${attemptIds}::uuid[]) and organisation_id = ${ctx.organisationId}`.execute(
      em.getKysely(),
    ),
  );
  return new Map(
    rows.map((row) => calledSchema.parse(row)).map(({ id, provider_account }) => [id, provider_account]),
  );
}

/** Nothing of the organisation is asked about before the provider's time. Uses attempt_open and attempt_unconfirmed. */
async function waitAsAsked(
  ctx: Context,
  reported: { retryAfterMs: number; providerMessage: string },
): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      update attempt set ask_after = app_now() + make_interval(secs => ${reported.retryAfterMs / 1000}), ask_message = ${reported.providerMessage}
      where organisation_id = ${ctx.organisationId} and (ended_at is null or outcome = 'unconfirmed')
        and (ask_after is null or ask_after < app_now() + make_interval(secs => ${reported.retryAfterMs / 1000}))`.execute(
      em.getKysely(),
    ),
  );
}
