import type { ReasonCode } from "@packpost/core/audience/reasons";
import Link from "next/link";

const domainOf = (email: string) => email.slice(email.lastIndexOf("@") + 1);

/** Leads to where a reason is put right, for those reasons that are put right in Packpost. */
export function FixLink({ reason, email }: { reason: ReasonCode; email: string | null }) {
  if (email === null || !/^(hard_bounced|complained|suppressed_)/.test(reason)) return null;
  const q = reason === "suppressed_domain" ? domainOf(email) : email;
  return (
    <Link href={`/settings/blocked-addresses?q=${encodeURIComponent(q)}`} prefetch={false}>
      Look at the block
    </Link>
  );
}
