import { broadcastKinds } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import * as z from "zod";
import type { Context, WorkerContext } from "../context.ts";
import { reconcileAttempts } from "../send-protocol/reconcile-attempts.ts";
import { kinds } from "./kinds.ts";
import { reportUnconfirmed } from "./report-unconfirmed.ts";

const dueSchema = z.object({ id: z.string(), kind: z.enum(broadcastKinds) });

export interface SettleInput {
  readonly broadcastId: string;
  readonly timings: Pick<
    SendTimings,
    "reconcileAfterMs" | "reconcileEveryMs" | "absentAgainAfterMs" | "unconfirmedAfterMs"
  >;
}

/**
 * Step 4 of the send protocol: for each claim without a record whose time has come, asks the provider what it has and
 * writes that down. Absent twice, far enough apart, and no evidence of the call → the rows wait again and the mail is sent
 * again. If the provider cannot be asked for too long, the rows are shown as unconfirmed and the author is told.
 */
export async function reconcileClaims({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: SettleInput;
}): Promise<void> {
  const due = await dueAttempts(ctx, input);
  const [first] = due;
  if (first === undefined) return;
  const settled = await reconcileAttempts({
    ctx,
    attemptIds: due.map(({ id }) => id),
    timings: input.timings,
    find: kinds[first.kind].find,
  });
  if (settled.some(({ outcome }) => outcome === "unconfirmed")) await reportUnconfirmed({ ctx, input });
}

/** Attempts to look up now, those never asked about first. Uses attempt_open. */
async function dueAttempts(ctx: Context, input: SettleInput): Promise<z.infer<typeof dueSchema>[]> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select attempt.id, broadcast.kind from attempt
      join broadcast on broadcast.organisation_id = attempt.organisation_id and broadcast.id = attempt.broadcast_id
      where broadcast_id = ${input.broadcastId} and attempt.organisation_id = ${ctx.organisationId} and ended_at is null
        and greatest(call_until + make_interval(secs => ${input.timings.reconcileAfterMs / 1000}),
                     looked_up_at + make_interval(secs => ${input.timings.reconcileEveryMs / 1000}), ask_after) <= app_now()
      -- One that always fails must not stand before the others for ever.
      order by looked_up_at nulls first, random() limit 100`.execute(em.getKysely()),
  );
  return rows.map((row) => dueSchema.parse(row));
}
