import type { FamilyLine } from "@packpost/core/customer/reach/family-line-sql";
import { formatInstant } from "#web/components/time/format-instant.ts";
import { formatWay, isReached, mendOf, type Way } from "./family-words.ts";

/** Columns of the file of families: one line a person (P11). */
export const familyCsvHeader = [
  "Family",
  "Pets",
  "Customer number",
  "Name",
  "Contact",
  "Email",
  "By email",
  "Why",
  "Phone",
  "By text",
  "Why not",
  "Own pages",
  "Last there",
  "What helps",
] as const;

/** A family as lines of the file, one a person: the words of the screen, times as ISO with the zone's offset. */
export function familyCsvLines(family: FamilyLine, zone: string): (string | number | null)[][] {
  return family.people.map((person) => {
    const by = (way: Way) => (isReached(person, way) ? "yes" : "no");
    const helps = (["email", "text", "portal"] as const).flatMap((way) => mendOf(person, way)?.words ?? []);
    return [
      ...[family.name, family.petNames.join(", "), person.number, person.name, person.contact],
      ...[person.email, by("email"), formatWay(person, "email", zone)],
      ...[person.phone, by("text"), formatWay(person, "text", zone)],
      formatWay(person, "portal", zone),
      person.signedInAt === null ? null : formatInstant(person.signedInAt, zone),
      [...new Set(helps)].join("; "),
    ];
  });
}
