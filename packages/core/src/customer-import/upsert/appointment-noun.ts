import {
  asText,
  byExternalId,
  byTwo,
  chooseByKeys,
  column,
  instant,
  isRefusal,
  type Noun,
  readSaid,
} from "./noun.ts";
import { type ReadField, readExternalId, readInstant, readText, readVisitStatus } from "./read-fields.ts";
import { readWantedPet } from "./read-wanted-pet.ts";
import type { Values } from "./world.ts";

const mostMinutes = 30 * 24 * 60;

/** Found by its id, or by its pet and start. */
export const appointmentNoun: Noun = {
  name: "appointment",
  table: "appointment",
  columns: {
    externalId: column("external_id", "externalId"),
    familyId: asText("family_id", "family"),
    petId: asText("pet_id", "pet"),
    staffMemberId: asText("staff_member_id", "staff"),
    startsAt: instant("starts_at", "startsAt"),
    endsAt: instant("ends_at", "endsAt"),
    status: column("status", "status"),
  },
  finders: {
    external: byExternalId("appointment"),
    visit: byTwo("appointment", "pet_id", "starts_at", "timestamptz"),
  },
  read(record) {
    const values = readSaid(record, {
      ...{ externalId: readExternalId, startsAt: readInstant, endsAt: readInstant },
      ...{ status: readVisitStatus, staff: readText("colleague", 320), minutes: readMinutes },
    });
    if (isRefusal(values)) return values;
    const wanted = readWantedPet(record);
    if (isRefusal(wanted)) return wanted;
    const { staff, minutes, ...own } = values;
    if (minutes && own.startsAt && own.endsAt === undefined)
      own.endsAt = new Date(Date.parse(own.startsAt) + Number(minutes) * 60_000).toISOString();
    return { values: own, wanted: { ...wanted, ...(staff && { staff }) } };
  },
  settle({ values, wanted }, references) {
    const settled: Values = { ...values };
    if (wanted.staff !== undefined) {
      const staff = references.staff(wanted.staff);
      if (typeof staff !== "string") return staff;
      settled.staffMemberId = staff;
    }
    if (wanted.pet !== undefined) {
      const pet = references.pet(wanted);
      if (isRefusal(pet)) return pet;
      settled.petId = pet.id;
      settled.familyId = pet.values.familyId ?? null;
    }
    return settled;
  },
  keysOf: ({ externalId, petId, startsAt }) => [
    ...(externalId ? [`external:${externalId}`] : []),
    ...(petId && startsAt ? [`visit:${petId}|${startsAt}`] : []),
  ],
  choose(said, world) {
    const choice = chooseByKeys(said, world, appointmentNoun.keysOf(said), false);
    const startsAt = said.startsAt ?? ("row" in choice ? choice.row?.values.startsAt : undefined);
    const endsAt = said.endsAt ?? ("row" in choice ? choice.row?.values.endsAt : undefined);
    return startsAt && endsAt && endsAt <= startsAt ? { reason: "It ends before it begins." } : choice;
  },
  complete(said) {
    if (!said.petId) return { reason: "Which pet comes? Give its ID, or its name and owner." };
    if (!said.startsAt) return { reason: "When does it begin?" };
    if (!said.endsAt) return { reason: "When does it end, or how many minutes does it take?" };
    if (!said.staffMemberId) return { reason: "Who has the visit? Give a colleague's name or address." };
    return { externalId: null, status: "scheduled", ...said };
  },
  labelOf: (values, { nameOf }) =>
    [nameOf(values.petId) ?? "A visit", values.startsAt ?? ""].filter(Boolean).join(" · "),
};

function readMinutes(text: string): ReadField {
  const typed = text.trim();
  if (typed === "") return { value: null };
  const minutes = Number(typed);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutes)
    return { fault: `“${typed.slice(0, 40)}” is no number of minutes.` };
  return { value: String(minutes) };
}
