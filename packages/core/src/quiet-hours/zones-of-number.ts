import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/max";
import { zonesOfAreaCode } from "./zones-of-area-codes.ts";

declare global {
  namespace Intl {
    interface Locale {
      /** In the standard since 2025 (Intl Locale Info), not yet in TypeScript's. */
      getTimeZones?(): string[] | undefined;
    }
  }
}

const none: readonly string[] = [];
/** No calling code begins with another one. */
const countriesOf = Map.groupBy(getCountries(), (country): string => getCountryCallingCode(country));
const byCallingCode = new Map<string, readonly string[]>();
const longestCallingCode = 3;

/** Of countries that share a calling code with others, those whose cities one knows, where the alphabet names another one first. */
const known = new Set<CountryCode>(["CW", "FI", "GP", "MA"]);

/**
 * The zones that a number may be in (T35): by its area code in +1, else all of the countries of its calling code, by the zone data of the
 * process (CLDR); of zones whose clocks show the same, one. Asked of thousands while somebody chooses a range, so the number is not parsed.
 * @param number E.164
 * @returns none where nothing is known of it, as of a toll-free one; the same array for the same place
 */
export function zonesOfNumber(number: string): readonly string[] {
  if (number.startsWith("+1")) return zonesOfAreaCode(number.slice(2, 5));
  for (let digits = 1; digits <= longestCallingCode; digits++) {
    const code = number.slice(1, 1 + digits);
    const countries = countriesOf.get(code);
    if (countries !== undefined) return zonesOfCallingCode(code, countries);
  }
  return none;
}

function zonesOfCallingCode(code: string, countries: readonly CountryCode[]): readonly string[] {
  const before = byCallingCode.get(code);
  if (before !== undefined) return before;
  const first = countries.toSorted((a, b) => Number(known.has(b)) - Number(known.has(a)));
  const zones = oneAClock(first.flatMap(zonesOfCountry));
  byCallingCode.set(code, zones);
  return zones;
}

function zonesOfCountry(country: CountryCode): readonly string[] {
  return new Intl.Locale(`und-${country}`).getTimeZones?.() ?? none;
}

/** The first of those whose clocks show the same all year. */
function oneAClock(zones: readonly string[]): readonly string[] {
  const byClock = new Map<string, string>();
  for (const zone of zones) {
    const clock = clockOf(zone);
    if (!byClock.has(clock)) byClock.set(clock, zone);
  }
  return [...byClock.values()];
}

/** What a zone's clock shows in the middle of each month of this year and the next. */
function clockOf(timeZone: string): string {
  const year = new Date().getUTCFullYear();
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short", timeStyle: "short" });
  return Array.from({ length: 24 }, (_, month) => format.format(Date.UTC(year, month, 15))).join(" ");
}
