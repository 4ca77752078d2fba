import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { changeBroadcast } from "../../campaign/change-broadcast.ts";
import type { Context } from "../../context.ts";
import { holdPacer } from "../../quiet-hours/hold-pacer.ts";
import { findAlert } from "../get-alert.ts";
import type { AlertIdInput } from "../schemas.ts";

/**
 * An alert that waits for a night goes out in it after all (A12): the same decision as before sending, written down with whose it is. Who was left
 * out because their visit is before the morning stays so.
 * @throws {PackpostError} forbidden, not_found
 */
export async function overrideQuietHours({
  ctx,
  input,
}: {
  ctx: Context;
  input: AlertIdInput;
}): Promise<{ outcome: "overridden" | "not_held" }> {
  requirePermission(ctx, "alert.manage");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    await holdPacer(em, ctx);
    const alert = await findAlert(em, ctx, input.alertId);
    const changed = await changeBroadcast(
      em,
      ctx,
      { id: input.alertId, kind: "alert" },
      {
        from: ["sending", "paused"],
        to: sql`status`,
        and: sql`exists (
          select from alert where alert.organisation_id = broadcast.organisation_id and alert.id = broadcast.id and alert.quiet_override_by is null)`,
        happened: "quiet_hours_overridden",
        detail: { people: alert.held?.people ?? 0 },
      },
    );
    if (!changed) return { outcome: "not_held" };
    await sql`
      update alert set quiet_override_by = ${staffIdOf(ctx)} where organisation_id = ${ctx.organisationId} and id = ${input.alertId}`.execute(
      kysely,
    );
    await sql`
      update alert_recipient set held_until = null
      where organisation_id = ${ctx.organisationId} and alert_id = ${input.alertId} and held_until is not null`.execute(
      kysely,
    );
    ctx.workflows.wakePacer();
    return { outcome: "overridden" };
  });
}
