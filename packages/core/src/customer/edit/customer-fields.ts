import { explainAddress } from "../../address/explain-address.ts";
import { readNumber } from "../../address/read-number.ts";
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

/** A field as it is kept; an empty address or number is none. */
export function storedOf(name: keyof CustomerFields, value: string): string | null {
  if (name === "firstName" || name === "lastName") return value;
  if (value === "" || name === "email" || name === "language") return value || null;
  const number = readNumber(value);
  return "key" in number ? number.key : null;
}

/** What is wrong with what was changed; what stood there before is nobody's mistake now. */
export function faultsOf(
  fields: CustomerFields,
  changed: readonly (keyof CustomerFields)[],
): Faults<keyof CustomerFields> {
  const faults: Faults<keyof CustomerFields> = {};
  if (changed.includes("email") && fields.email !== "") {
    const fault = explainAddress(fields.email);
    if (fault !== null) faults.email = fault;
  }
  if (changed.includes("phone") && fields.phone !== "") {
    const number = readNumber(fields.phone);
    if ("fault" in number) faults.phone = number.fault;
  }
  return faults;
}
