import { Broadcast } from "@packpost/db/entities/broadcast.entity";
import { broadcastKinds } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import * as z from "zod";
import { isOfAttempt } from "../campaign/people-of-attempt-sql.ts";
import type { WorkerContext } from "../context.ts";
import { reconcileAttempts } from "../send-protocol/reconcile-attempts.ts";
import { readByIndex } from "../sweep/read-by-index.ts";
import { kinds } from "./kinds.ts";
import { tellUnconfirmedIn } from "./report-unconfirmed.ts";

/** Postmark's search goes back 45 days; what it does not show by then stays unconfirmed. */
const SEARCHABLE = "45 days";
const MOST_A_RUN = 200;

const rowSchema = z.object({ id: z.string(), broadcast_id: z.string(), kind: z.enum(broadcastKinds) });

/**
 * Goes on asking the provider about people who are shown as unconfirmed, by the same rules as their broadcast did: found →
 * sent; absent twice without any evidence of the call → they wait again, and their broadcast is woken. Uses
 * attempt_unconfirmed.
 *
 * @param input.timings how far apart look-ups and absences are
 * @returns how many attempts were looked up, the broadcasts that were woken, and the alerts that were asked about
 */
export async function reconcileUnconfirmed({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { timings: Pick<SendTimings, "reconcileEveryMs" | "absentAgainAfterMs" | "unconfirmedAfterMs"> };
}): Promise<{ asked: number; broadcastIds: string[]; alertIds: string[] }> {
  const { timings } = input;
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await readByIndex(em);
    return sql`
      select attempt.id, broadcast_id, broadcast.kind from attempt
      join broadcast on broadcast.organisation_id = attempt.organisation_id and broadcast.id = attempt.broadcast_id
      cross join lateral (
        select exists (select from recipient where ${isOfAttempt} and recipient.status = 'unconfirmed') as found offset 0) doubt
      where attempt.organisation_id = ${ctx.organisationId} and outcome = 'unconfirmed' and call_until > app_now() - ${SEARCHABLE}::interval
        and coalesce(greatest(looked_up_at + make_interval(secs => ${timings.reconcileEveryMs / 1000}), ask_after) <= app_now(), true)
        and doubt.found
      order by looked_up_at nulls first, random() limit ${MOST_A_RUN}`.execute(em.getKysely());
  });
  const found = rows.map((row) => rowSchema.parse(row));
  const due = new Map(found.map(({ id, broadcast_id }) => [id, broadcast_id]));
  const settled: Awaited<ReturnType<typeof reconcileAttempts>> = [];
  for (const kind of broadcastKinds) {
    const attemptIds = found.filter((row) => row.kind === kind).map(({ id }) => id);
    settled.push(...(await reconcileAttempts({ ctx, attemptIds, timings, find: kinds[kind].find })));
  }
  const broadcastsOf = (attempts: typeof settled) =>
    new Set(attempts.flatMap(({ attemptId }) => due.get(attemptId) ?? []));
  const again = broadcastsOf(settled.filter(({ outcome }) => outcome === "again"));
  for (const broadcastId of broadcastsOf(settled))
    await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
      await tellUnconfirmedIn(em, ctx, broadcastId);
      if (!again.has(broadcastId)) return;
      const { organisationId } = ctx;
      const { id, kind } = await em.findOneOrFail(Broadcast, { organisationId, id: broadcastId });
      ctx.workflows.wakeBroadcast({ id, kind }, { timings });
    });
  const alerts = new Set(found.flatMap((row) => (row.kind === "alert" ? [row.broadcast_id] : [])));
  return { asked: settled.length, broadcastIds: [...again], alertIds: [...alerts] };
}
