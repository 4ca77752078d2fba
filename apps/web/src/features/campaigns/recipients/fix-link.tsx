import type { ReasonCode } from "@packpost/core/audience/reasons";
import Link from "next/link";
import { blockPathOf } from "#web/components/status/block-path.ts";

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
