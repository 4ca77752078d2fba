import type { CountryCode } from "libphonenumber-js/max";

const ofCity: Readonly<Record<string, CountryCode>> = {
  ...{ Toronto: "CA", Vancouver: "CA", Edmonton: "CA", Winnipeg: "CA", Halifax: "CA", Regina: "CA" },
  ...{ Mexico_City: "MX", Sao_Paulo: "BR", Bogota: "CO", Lima: "PE", Santiago: "CL" },
  ...{ London: "GB", Berlin: "DE", Paris: "FR", Madrid: "ES", Rome: "IT", Vienna: "AT", Zurich: "CH" },
  ...{ Amsterdam: "NL", Brussels: "BE", Dublin: "IE", Lisbon: "PT", Copenhagen: "DK", Oslo: "NO" },
  ...{ Stockholm: "SE", Helsinki: "FI", Warsaw: "PL", Prague: "CZ", Budapest: "HU", Athens: "GR" },
  ...{ Auckland: "NZ", Tokyo: "JP", Singapore: "SG", Kolkata: "IN", Johannesburg: "ZA" },
};
const inUnitedStates =
  /^America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Indiana\/|Kentucky\/|North_Dakota\/|Juneau|Sitka|Nome|Adak)|^Pacific\/Honolulu$|^US\//;

/** The country of a zone, where it is one that is asked for often; null = it must be said. */
export function countryOfZone(zone: string): CountryCode | null {
  if (inUnitedStates.test(zone)) return "US";
  if (zone.startsWith("Australia/")) return "AU";
  return ofCity[zone.split("/").at(-1) ?? ""] ?? null;
}
