import { Organisation } from "@packpost/db/entities/organisation.entity";
import { StaffMember } from "@packpost/db/entities/staff-member.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { resolveLocalTime } from "../local-time/resolve-local-time.ts";

/** A visit on the wall clock of the organisation's zone. */
interface Wanted {
  readonly staffMemberId: string;
  readonly date: string;
  readonly time: string;
  readonly minutes: number;
  readonly anyway: boolean;
}

/** Another visit of the same staff member at that time. */
export interface Overlap {
  outcome: "overlaps";
  familyName: string;
  petName: string;
  startsAt: Date;
}

export type PlacedVisit = { outcome: "free"; startsAt: Date; endsAt: Date } | Overlap;

/**
 * When a visit is to begin and end, and whether the staff member is free then. A time that the clocks skip that night is the one they show
 * instead; one that comes twice is the first. Index: appointment_by_staff.
 * @param except the appointment that is being moved
 * @throws {PackpostError} invalid_input for a day that is none; not_found for a colleague who does not work here
 */
export async function placeVisit(
  em: EntityManager,
  ctx: Context,
  wanted: Wanted,
  except: string | null,
): Promise<PlacedVisit> {
  const { organisationId } = ctx;
  const works = await em.count(StaffMember, { organisationId, id: wanted.staffMemberId, endedAt: null });
  if (works === 0) throw new PackpostError("not_found", "This colleague does not work here any more.");
  const { zone } = await em.findOneOrFail(Organisation, { id: organisationId });
  const startsAt = startOf({ ...wanted, zone });
  const endsAt = new Date(startsAt.getTime() + wanted.minutes * 60_000);
  if (!wanted.anyway) {
    const { rows } = await sql<{ familyName: string; petName: string; startsAt: string }>`
      select family.name as "familyName", pet.name as "petName", visit.starts_at as "startsAt"
      from appointment visit
      join family on family.organisation_id = visit.organisation_id and family.id = visit.family_id
      join pet on pet.organisation_id = visit.organisation_id and pet.id = visit.pet_id
      where visit.organisation_id = ${organisationId} and visit.staff_member_id = ${wanted.staffMemberId} and visit.status <> 'cancelled'
        and visit.starts_at < ${endsAt} and visit.ends_at > ${startsAt} and visit.id is distinct from ${except}::uuid
      order by visit.starts_at limit 1`.execute(em.getKysely());
    const [other] = rows;
    if (other) return { outcome: "overlaps", ...other, startsAt: new Date(other.startsAt) };
  }
  return { outcome: "free", startsAt, endsAt };
}

function startOf(wall: { date: string; time: string; zone: string }): Date {
  try {
    const resolved = resolveLocalTime(wall);
    return resolved.kind === "overlap" ? resolved.first.at : resolved.at;
  } catch (cause) {
    throw new PackpostError("invalid_input", "This day does not exist.", {
      ...{ effect: "Nothing was changed.", nextStep: "Choose another day.", cause },
    });
  }
}
