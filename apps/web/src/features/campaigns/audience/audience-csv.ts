import type { EvaluatedPerson } from "@packpost/core/audience/evaluated-person-sql";
import { formatReason, reasonLabels } from "#web/components/status/reason-words.ts";

/** Columns of the file of the review (C4). */
export const audienceCsvHeader = [
  "Name",
  "Customer number",
  "Email",
  "Pets",
  "Will receive it",
  "Reasons",
  "What helps",
] as const;

/**
 * A person of the review as a line of the file, with all their reasons.
 * @param now the instant of the file
 * @param zone the organisation's zone
 */
export function audienceCsvLine(
  person: EvaluatedPerson,
  now: Date,
  zone: string,
): (string | number | null)[] {
  const { reasons } = person;
  return [
    person.name,
    person.number,
    person.email,
    person.petNames.map((name) => name || "unnamed").join(", "),
    reasons.length === 0 ? "Yes" : "No",
    reasons.map((reason) => formatReason(reason, now, zone)).join("; "),
    reasons.flatMap(({ code }) => reasonLabels[code].fix ?? []).join("; "),
  ];
}
