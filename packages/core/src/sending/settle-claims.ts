import { inOrganisation } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import * as z from "zod";
import type { Context, WorkerContext } from "../context.ts";
import { BROADCAST_STREAM } from "../mail/message-streams.ts";
import { settleAttempt } from "./settle-attempt.ts";

export interface SettleInput {
  readonly campaignId: string;
  readonly timings: Pick<
    SendTimings,
    "lookUpAfterMs" | "lookUpEveryMs" | "absentAgainAfterMs" | "unconfirmedAfterMs"
  >;
}

/**
 * Step 4 of the send protocol: for each claim without a record whose time has come, asks the provider what it has and
 * writes that down. Absent twice, far enough apart → the rows wait again and the mail is sent again. If the provider
 * cannot be asked for too long, the rows are shown as unconfirmed.
 */
export async function settleClaims({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: SettleInput;
}): Promise<void> {
  for (const attemptId of await dueAttempts(ctx, input)) {
    const found = await ctx.mail.findByAttempt(attemptId, { stream: BROADCAST_STREAM });
    await settleAttempt({
      ctx,
      input: {
        attemptId,
        found: found.outcome === "found" ? found.byRecipient : null,
        absentAgainAfterMs: input.timings.absentAgainAfterMs,
        unconfirmedAfterMs: input.timings.unconfirmedAfterMs,
      },
    });
    if (found.outcome === "throttled" || found.outcome === "account_problem") return;
  }
}

/** Attempts to look up now, oldest first. Uses attempt_open. */
async function dueAttempts(ctx: Context, input: SettleInput): Promise<string[]> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select id from attempt
      where campaign_id = ${input.campaignId} and organisation_id = ${ctx.organisationId} and ended_at is null
        and call_until + make_interval(secs => ${input.timings.lookUpAfterMs / 1000}) <= app_now()
        and (looked_up_at is null or looked_up_at + make_interval(secs => ${input.timings.lookUpEveryMs / 1000}) <= app_now())
      order by call_until limit 100`.execute(em.getKysely()),
  );
  return rows.map((row) => z.object({ id: z.string() }).parse(row).id);
}
