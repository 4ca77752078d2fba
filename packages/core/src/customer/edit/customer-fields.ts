import type { EntityManager } from "@packpost/db/orm";
import { countryOfZone } from "../../address/country-of-zone.ts";
import { explainAddress } from "../../address/explain-address.ts";
import { readNumber } from "../../address/read-number.ts";
import type { Context } from "../../context.ts";
import { zoneOf } from "../../organisation/zone-of.ts";
import type { Faults } from "../../save-outcome.ts";
import type { CustomerFields } from "./schemas.ts";

/** A customer's fields and the columns in which they are kept. */
export const customerColumns = {
  firstName: "first_name",
  lastName: "last_name",
  email: "email",
  phone: "phone",
  language: "language",
} as const satisfies Record<keyof CustomerFields, string>;

export const customerFieldNames = [
  "firstName",
  "lastName",
  "email",
  "phone",
  "language",
] as const satisfies (keyof CustomerFields)[];

/** Of somebody who would be left without a name. */
export const NO_NAME = "Write at least one of the names.";

type Country = ReturnType<typeof countryOfZone>;

/** Whose a number is that is written without a country code: the country of the organisation's zone, where that is one (P11). */
export async function ownCountry(em: EntityManager, ctx: Context): Promise<Country> {
  return countryOfZone(await zoneOf(em, ctx));
}

/**
 * A field as it is kept; an empty address or number is none.
 * @param country of a number without a country code
 */
export function storedOf(name: keyof CustomerFields, value: string, country: Country): string | null {
  if (name === "firstName" || name === "lastName") return value;
  if (value === "" || name === "email" || name === "language") return value || null;
  const number = readNumber(value, country);
  return "key" in number ? number.key : null;
}

/** What is wrong with what was changed; what stood there before is nobody's mistake now. */
export function faultsOf(
  fields: CustomerFields,
  changed: readonly (keyof CustomerFields)[],
  country: Country,
): Faults<keyof CustomerFields> {
  const faults: Faults<keyof CustomerFields> = {};
  if (changed.includes("email") && fields.email !== "") {
    const fault = explainAddress(fields.email);
    if (fault !== null) faults.email = fault;
  }
  if (changed.includes("phone") && fields.phone !== "") {
    const number = readNumber(fields.phone, country);
    if ("fault" in number) faults.phone = number.fault;
  }
  return faults;
}
