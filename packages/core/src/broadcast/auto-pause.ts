import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { systemActor } from "../access/actor.ts";
import type { Context } from "../context.ts";
import { auditBroadcast } from "../send-protocol/audit-broadcast.ts";
import { kinds } from "./kinds.ts";

/**
 * Pauses a broadcast that nobody paused by hand: status, reason, audit, and a mail to whom its kind names, all in the running
 * transaction, so that there is one mail for each pause whatever crashes. Does nothing when the broadcast has moved on meanwhile.
 *
 * @param pause.from the status in which it may be paused
 * @param pause.reason for staff: the first line says what happened, the rest what one can do
 * @param pause.dueCount how many would receive it now, where that is why
 * @returns whether it was paused
 */
export async function autoPause(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
  pause: {
    readonly from: "scheduled" | "sending";
    readonly reason: string;
    readonly dueCount?: number;
    readonly detail: Record<string, unknown>;
  },
): Promise<boolean> {
  // Whoever's request brought the news, nobody did this by hand.
  const system: Context = { ...ctx, actor: systemActor };
  const { from, reason, dueCount, detail } = pause;
  const paused = await em
    .getKysely()
    .updateTable("broadcast")
    .set({
      ...{ status: "paused", pause_reason: reason },
      ...(dueCount !== undefined && { due_count: dueCount }),
      ...{ revision: sql`revision + 1`, changed_at: sql`app_now()` },
    })
    .where("id", "=", broadcastId)
    .where("organisation_id", "=", ctx.organisationId)
    .where("status", "=", from)
    .returning(["id", "kind"])
    .executeTakeFirst();
  if (paused === undefined) return false;
  auditBroadcast(em, system, paused, "paused", { automatic: true, ...detail });
  ctx.workflows.wakeBroadcast(paused);
  await kinds[paused.kind].tellPaused(em, system, { broadcastId, reason });
  return true;
}

/**
 * Pauses a sending broadcast because something on our side is at fault, so that nobody is burnt for it. Does nothing if it
 * is not sending any more.
 * @param input.reason written for staff: what happened, in the provider's own words where there are any
 * @param input.code the provider's code, for the audit
 */
export async function autoPauseSending({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string; reason: string; code?: number };
}): Promise<void> {
  const { broadcastId, reason, code } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    autoPause(em, ctx, broadcastId, { from: "sending", reason, detail: { code: code ?? null } }),
  );
}
