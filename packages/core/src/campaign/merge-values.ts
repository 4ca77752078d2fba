import * as z from "zod";
import { cachedByLanguage } from "../content/template/cached-by-language.ts";
import { joinNames } from "../content/template/join-names.ts";
import type { MergeValues } from "../content/template/template.ts";
import type { FrozenTemplate } from "./frozen-template.ts";

/** A person's values as the claim freezes them into `attempt.people`. */
export const personValuesSchema = z.object({
  first_name: z.string(),
  last_name: z.string(),
  pet_names: z.array(z.string()),
  /** Last valid day, `YYYY-MM-DD`. */
  valid_through: z.string().nullable(),
});

export type PersonValues = z.infer<typeof personValuesSchema>;

// The calendar of the staff's screens, whichever a language is used to.
const longDate = cachedByLanguage(
  (language) =>
    new Intl.DateTimeFormat(`${language === "en" ? "en-GB" : language}-u-ca-gregory`, {
      dateStyle: "long",
      timeZone: "UTC",
    }),
);

/** A day as people write it. Thousands share one last day, so the newest is kept. */
const dayIn = cachedByLanguage((language) => {
  let newest = { day: "", written: "" };
  return (day: string) => {
    if (day !== newest.day)
      newest = { day, written: longDate(language).format(new Date(`${day}T00:00:00Z`)) };
    return newest.written;
  };
});

/**
 * The values of all merge fields (C5) for one person, lists and dates in the language of the mail.
 * @param constants the campaign's own values, frozen with its template
 */
export function mergeValuesOf(person: PersonValues, constants: FrozenTemplate["constants"]): MergeValues {
  return {
    first_name: person.first_name,
    last_name: person.last_name,
    full_name: `${person.first_name} ${person.last_name}`.trim(),
    pet_names: joinNames(person.pet_names, constants.language),
    valid_through: person.valid_through ? dayIn(constants.language)(person.valid_through) : null,
    pass_name: constants.pass_name,
    organisation_name: constants.organisation_name,
  };
}
