import { Appointment } from "@packpost/db/entities/appointment.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { noSuchAppointment } from "./cancel-appointment.ts";
import { type Overlap, placeVisit } from "./place-visit.ts";
import type { MoveAppointmentInput } from "./schemas.ts";

export type MoveOutcome =
  | { outcome: "moved"; startsAt: Date }
  | Overlap
  /** Somebody moved it meanwhile, or it is cancelled or done. */
  | { outcome: "changed"; startsAt: Date; status: string };

/**
 * Moves a scheduled visit to another time or colleague; rights follow it at once (V6).
 * @throws {PackpostError} forbidden, not_found (appointment, colleague), invalid_input
 */
export async function moveAppointment({
  ctx,
  input,
}: {
  ctx: Context;
  input: MoveAppointmentInput;
}): Promise<MoveOutcome> {
  requirePermission(ctx, "schedule.manage");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const placed = await placeVisit(em, ctx, input, input.appointmentId);
    if (placed.outcome === "overlaps") return placed;
    const { startsAt, endsAt } = placed;
    const moved = await em.nativeUpdate(
      Appointment,
      { organisationId, id: input.appointmentId, status: "scheduled", startsAt: input.seenStart },
      { startsAt, endsAt, staffMember: input.staffMemberId },
    );
    const appointment = await em.findOne(Appointment, { organisationId, id: input.appointmentId });
    if (appointment === null) throw noSuchAppointment();
    if (moved === 0)
      return { outcome: "changed", startsAt: appointment.startsAt, status: appointment.status };
    const subject = { subjectKind: "appointment", subjectId: input.appointmentId } as const;
    const detail = { from: input.seenStart, to: startsAt, staffMember: input.staffMemberId };
    writeAudit(em, ctx, { action: "appointment.moved", ...subject, detail });
    return { outcome: "moved", startsAt };
  });
}
