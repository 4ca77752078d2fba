import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { zonesOfAreaCode } from "./zones-of-area-codes.ts";

declare global {
  namespace Intl {
    interface Locale {
      /** In the standard since 2025 (Intl Locale Info), not yet in TypeScript's. */
      getTimeZones?(): string[] | undefined;
    }
  }
}

const byCountry = new Map<string, readonly string[]>();

/**
 * The zones that a number may be in (T35): by its area code in +1, else all of its country, by the zone data of the process (CLDR).
 * @param number E.164
 * @returns none where nothing is known of it, as of a toll-free one
 */
export function zonesOfNumber(number: string): readonly string[] {
  if (number.startsWith("+1")) return zonesOfAreaCode(number.slice(2, 5));
  const country = parsePhoneNumberFromString(number)?.country;
  if (country === undefined) return [];
  const known = byCountry.get(country) ?? zonesOfCountry(country);
  byCountry.set(country, known);
  return known;
}

function zonesOfCountry(country: string): readonly string[] {
  return new Intl.Locale(`und-${country}`).getTimeZones?.() ?? [];
}
