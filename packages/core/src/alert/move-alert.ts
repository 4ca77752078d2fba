import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { type BroadcastChange, changeBroadcast, moves } from "../campaign/change-broadcast.ts";
import type { Context } from "../context.ts";
import { auditBroadcast } from "../send-protocol/audit-broadcast.ts";
import { giveBackDraft } from "./alert-draft.ts";
import { findAlert } from "./get-alert.ts";
import { chosenRange } from "./range/chosen-range.ts";
import type { AlertIdInput } from "./schemas.ts";

interface Call {
  readonly ctx: Context;
  readonly input: AlertIdInput;
}

/** Pauses an alert (A10): no claim is committed after this commits; a text in flight may still go. @throws {PackpostError} forbidden, not_found */
export async function pauseAlert(call: Call): Promise<{ outcome: "paused" | "not_sending" }> {
  return { outcome: (await move(call, moves.pause)) ? "paused" : "not_sending" };
}

/** Resumes it where it stood (A10); each text is judged anew at its turn. @throws {PackpostError} forbidden, not_found */
export async function resumeAlert(call: Call): Promise<{ outcome: "resumed" | "not_paused" }> {
  return { outcome: (await move(call, moves.resume)) ? "resumed" : "not_paused" };
}

/** Cancels the rest (A10): what has been sent stays sent. @throws {PackpostError} forbidden, not_found */
export async function cancelAlert(call: Call): Promise<{ outcome: "cancelled" | "too_late" }> {
  return { outcome: (await move(call, moves.cancel)) ? "cancelled" : "too_late" };
}

function move({ ctx, input }: Call, change: BroadcastChange): Promise<boolean> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    if (await changeBroadcast(em, ctx, { id: input.alertId, kind: "alert" }, change)) return true;
    await findAlert(em, ctx, input.alertId);
    return false;
  });
}

/**
 * Takes an alert back before its first text (A5): there is none any more, and what it said is its sender's draft again, whoever undoes it.
 * @throws {PackpostError} forbidden, not_found
 */
export async function undoAlert({ ctx, input }: Call): Promise<{ outcome: "undone" | "too_late" }> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const alert = await findAlert(em, ctx, input.alertId);
    const gone = await sql`
      delete from broadcast where organisation_id = ${ctx.organisationId} and id = ${input.alertId} and kind = 'alert'
        and status in ('scheduled', 'paused') and sending_began_at is null`.execute(em.getKysely());
    if (!gone.numAffectedRows) return { outcome: "too_late" };
    const { range, zone, createdBy, body } = alert;
    await giveBackDraft(em, ctx, { staffMemberId: createdBy.id, range: chosenRange(range, zone), body });
    const broadcast = { id: input.alertId, kind: "alert" } as const;
    auditBroadcast(em, ctx, broadcast, "send_undone");
    // Its workflow finds no row any more, and ends.
    ctx.workflows.wakeBroadcast(broadcast);
    return { outcome: "undone" };
  });
}
