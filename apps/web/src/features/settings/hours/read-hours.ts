import { type OpeningHours, openingHoursSchema } from "@packpost/core/opening-hours/opening-hours-schema";
import { dayNames } from "./day-names.ts";

/** Checks hours with the server's own schema before they are sent; says of which day what is wrong. */
export function readHours(typed: OpeningHours): { hours: OpeningHours } | { fault: string } {
  const read = openingHoursSchema.safeParse(typed);
  if (read.success) return { hours: read.data };
  const [issue] = read.error.issues;
  const [part, index] = issue?.path ?? [];
  const day = part === "week" && typeof index === "number" ? `${dayNames[index]}: ` : "";
  return { fault: `${day}${issue?.message ?? "These hours cannot be read."}` };
}
