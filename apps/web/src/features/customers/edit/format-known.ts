import type { KnownPerson } from "@packpost/core/customer/edit/find-known";

/** "Maria Lopez (Lopez family) has this number". */
export function formatKnown({ name, family, shares }: KnownPerson): string {
  const what = { email: "has this address", phone: "has this number", name: "is called so" }[shares];
  return `${name} (${family} family) ${what}`;
}
