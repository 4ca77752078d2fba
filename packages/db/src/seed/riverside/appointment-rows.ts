import type { Calendar } from "../calendar.ts";
import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";

/** Two weeks of appointments behind and ten days ahead, about a dozen a day, none of a staff member's overlapping. */
export function appointmentRows(scope: {
  readonly organisationId: string;
  readonly pets: readonly Row[];
  readonly staffIds: readonly string[];
  readonly calendar: Calendar;
  readonly random: Random;
}): Row[] {
  const { calendar, pets, random } = scope;
  const active = pets.filter((pet) => pet.status === "active");
  // Maria's dog is seen today and tomorrow, so that everybody has one family to try things on.
  const biscuit = active.find((pet) => pet.name === "Biscuit");
  const rows: Row[] = [];
  for (let day = -14; day <= 10; day += 1) {
    for (const staffId of scope.staffIds) {
      for (let hour = 8; hour < 17; hour += 1) {
        const marias = (day === 0 || day === 1) && staffId === scope.staffIds[0] && hour === 16;
        if (!marias && !random.chance(0.45)) continue;
        const pet = marias && biscuit ? biscuit : active[random.between(0, active.length - 1)];
        if (!pet) continue;
        const startsAt = calendar.at(day, `${String(hour).padStart(2, "0")}:${random.pick(["00", "15"])}`);
        const endsAt = new Date(startsAt.getTime() + random.pick([30, 45]) * 60_000);
        const kept = endsAt < calendar.now ? "completed" : "scheduled";
        rows.push({
          organisation_id: scope.organisationId,
          id: idFrom(startsAt, random),
          family_id: pet.family_id,
          pet_id: pet.id,
          staff_member_id: staffId,
          starts_at: startsAt,
          ends_at: endsAt,
          status: !marias && random.chance(0.08) ? "cancelled" : kept,
        });
      }
    }
  }
  return rows;
}
