import type { ReasonCode } from "@packpost/core/audience/reasons";

const domainOf = (email: string) => email.slice(email.lastIndexOf("@") + 1);

/** Where the block behind a reason stands, for those reasons that are put right in Packpost; null for the others. */
export function blockPathOf(reason: ReasonCode, email: string | null): string | null {
  if (email === null || !/^(hard_bounced|complained|suppressed_)/.test(reason)) return null;
  const q = reason === "suppressed_domain" ? domainOf(email) : email;
  return `/settings/blocked-addresses?q=${encodeURIComponent(q)}`;
}
