import { Appointment } from "@packpost/db/entities/appointment.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { AppointmentIdInput } from "./schemas.ts";

/**
 * Cancels a scheduled visit; whoever would have done it does not see the family because of it any more (V6).
 * @returns whether it was scheduled
 * @throws {PackpostError} forbidden, not_found
 */
export function cancelAppointment({
  ctx,
  input,
}: {
  ctx: Context;
  input: AppointmentIdInput;
}): Promise<boolean> {
  return changeStatus(ctx, input.appointmentId, { from: "scheduled", to: "cancelled" });
}

/**
 * Takes the cancelling of a visit back.
 * @returns whether it was cancelled
 * @throws {PackpostError} forbidden, not_found
 */
export function restoreAppointment({
  ctx,
  input,
}: {
  ctx: Context;
  input: AppointmentIdInput;
}): Promise<boolean> {
  return changeStatus(ctx, input.appointmentId, { from: "cancelled", to: "scheduled" });
}

async function changeStatus(
  ctx: Context,
  id: string,
  { from, to }: { from: "scheduled" | "cancelled"; to: "scheduled" | "cancelled" },
): Promise<boolean> {
  requirePermission(ctx, "schedule.manage");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const changed = await em.nativeUpdate(Appointment, { organisationId, id, status: from }, { status: to });
    if (changed > 0) {
      const action = to === "cancelled" ? "appointment.cancelled" : "appointment.restored";
      writeAudit(em, ctx, { action, subjectKind: "appointment", subjectId: id });
      return true;
    }
    if ((await em.count(Appointment, { organisationId, id })) === 0) throw noSuchAppointment();
    return false;
  });
}

/** The answer for an appointment that there is not, also for another organisation's. */
export function noSuchAppointment(): PackpostError {
  return new PackpostError("not_found", "This appointment does not exist.", {
    nextStep: "Look for it in the schedule.",
  });
}
