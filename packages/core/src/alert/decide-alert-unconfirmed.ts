import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireProofForMany } from "../access/require-fresh-proof.ts";
import { requirePermission } from "../access/require-permission.ts";
import { changeBroadcast } from "../campaign/change-broadcast.ts";
import { giveBackUnconfirmed } from "../campaign/give-back-unconfirmed.ts";
import { tryLockAudience } from "../campaign/lock-audience.ts";
import type { Context } from "../context.ts";
import { auditBroadcast } from "../send-protocol/audit-broadcast.ts";
import { findAlert } from "./get-alert.ts";
import type { DecideAlertUnconfirmedInput } from "./schemas.ts";

export type DecideAlertUnconfirmedResult =
  | { readonly outcome: "sent_again"; readonly people: number }
  | { readonly outcome: "left" }
  /** The provider has answered meanwhile. */
  | { readonly outcome: "nobody" }
  /** They are looked up just now: again in a moment. */
  | { readonly outcome: "busy" }
  /** A cancelled alert sends nothing any more. */
  | { readonly outcome: "cancelled" };

/**
 * What a person decides about those of whom the provider has not said whether they got their text: it is sent again, at the risk that some
 * have it twice, or they are left. Nothing else ever sends a text again (T33). The provider is asked about them in either case.
 * @throws {PackpostError} forbidden, not_found; step_up_required where many get it again
 */
export async function decideAlertUnconfirmed({
  ctx,
  input,
}: {
  ctx: Context;
  input: DecideAlertUnconfirmedInput;
}): Promise<DecideAlertUnconfirmedResult> {
  requirePermission(ctx, "alert.manage");
  const broadcast = { id: input.alertId, kind: "alert" } as const;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const alert = await findAlert(em, ctx, input.alertId);
    if (input.decision === "leave") {
      await sql`
        update broadcast set unconfirmed_left_at = app_now() where organisation_id = ${ctx.organisationId} and id = ${input.alertId}`.execute(
        em.getKysely(),
      );
      auditBroadcast(em, ctx, broadcast, "unconfirmed_left");
      return { outcome: "left" };
    }
    if (alert.status === "cancelled") return { outcome: "cancelled" };
    if (!(await tryLockAudience(em, input.alertId))) return { outcome: "busy" };
    const goesOn = await changeBroadcast(em, ctx, broadcast, {
      from: ["sending", "paused", "sent"],
      to: sql`case status when 'sent' then 'sending' else status end`,
      set: sql`finished_at = null, unconfirmed_left_at = null, unconfirmed_reported = 0`,
      and: sql`exists (
        select from recipient where recipient.organisation_id = broadcast.organisation_id and recipient.broadcast_id = broadcast.id and recipient.settled_status = 'unconfirmed')`,
      happened: "sent_again",
    });
    if (!goesOn) return { outcome: "nobody" };
    const people = await giveBackUnconfirmed(em, ctx, input.alertId);
    requireProofForMany(ctx, people);
    return { outcome: "sent_again", people };
  });
}
