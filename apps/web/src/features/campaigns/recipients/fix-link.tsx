import type { ReasonCode } from "@packpost/core/audience/reasons";
import Link from "next/link";

const domainOf = (email: string) => email.slice(email.lastIndexOf("@") + 1);

/** Where the block behind a reason stands, for those reasons that are put right in Packpost; null for the others. */
export function blockPathOf(reason: ReasonCode, email: string | null): string | null {
  if (email === null || !/^(hard_bounced|complained|suppressed_)/.test(reason)) return null;
  const q = reason === "suppressed_domain" ? domainOf(email) : email;
  return `/settings/blocked-addresses?q=${encodeURIComponent(q)}`;
}

/** Leads to where a reason is put right. */
export function FixLink({ reason, email }: { reason: ReasonCode; email: string | null }) {
  const path = blockPathOf(reason, email);
  if (path === null) return null;
  return (
    <Link href={path} prefetch={false}>
      Look at the block
    </Link>
  );
}
