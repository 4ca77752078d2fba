import { Appointment } from "@packpost/db/entities/appointment.entity";
import { Pet } from "@packpost/db/entities/pet.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { type Overlap, placeVisit } from "./place-visit.ts";
import type { CreateAppointmentInput } from "./schemas.ts";

/**
 * Puts a visit into the schedule: who does it may see the family that day (V6). The same id a second time changes nothing.
 * @returns where it overlaps, unless it is to stand beside another visit
 * @throws {PackpostError} forbidden, not_found (pet, colleague), invalid_input, conflict (the id is another appointment's)
 */
export async function createAppointment({
  ctx,
  input,
}: {
  ctx: Context;
  input: CreateAppointmentInput;
}): Promise<{ outcome: "created"; startsAt: Date } | Overlap> {
  requirePermission(ctx, "schedule.manage");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const id = input.appointmentId;
    const before = await findMade(em, ctx, input);
    if (before !== null) return before;
    const pet = await em.findOne(Pet, { organisationId, id: input.petId });
    if (pet === null) throw new PackpostError("not_found", "This pet does not exist any more.");
    const placed = await placeVisit(em, ctx, input, null);
    if (placed.outcome === "overlaps") return placed;
    const { startsAt, endsAt } = placed;
    const staffMember = input.staffMemberId;
    // Two presses at once: the later one finds what the first has made.
    const added = await em
      .getKysely()
      .insertInto("appointment")
      .values({
        ...{ organisation_id: organisationId, id, family_id: pet.family.id, pet_id: pet.id },
        ...{ staff_member_id: staffMember, starts_at: startsAt, ends_at: endsAt },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 0n) {
      const made = await findMade(em, ctx, input);
      if (made !== null) return made;
      throw idTaken();
    }
    const subject = { subjectKind: "appointment", subjectId: id } as const;
    writeAudit(em, ctx, { action: "appointment.created", ...subject, detail: { staffMember, startsAt } });
    return { outcome: "created", startsAt };
  });
}

async function findMade(
  em: EntityManager,
  ctx: Context,
  input: CreateAppointmentInput,
): Promise<{ outcome: "created"; startsAt: Date } | null> {
  const { organisationId } = ctx;
  const made = await em.findOne(Appointment, { organisationId, id: input.appointmentId });
  if (made === null) return null;
  if (made.pet.id === input.petId) return { outcome: "created", startsAt: made.startsAt };
  throw idTaken();
}

function idTaken(): PackpostError {
  return new PackpostError("conflict", "This was already used for another appointment.", {
    nextStep: "Reload the page and make it again.",
  });
}
