import { readInvitation } from "@packpost/core/staff/invitation/read-invitation";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { InvitationPage } from "#web/features/invitation/invitation-page.tsx";
import { findAccount } from "#web/server/staff/find-account.ts";
import { linkContext } from "#web/server/staff/link-context.ts";

interface PageProps {
  params: Promise<{ token: string }>;
}

// No referrer: the address is the person's own key.
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

/** Where the link of an invitation leads (T64). Looking changes nothing: scanners look. */
export default async function InvitationRoute({ params }: PageProps) {
  const { token } = await params;
  const [link, account] = await Promise.all([linkContext(token), findAccount(await headers())]);
  const view =
    link === null
      ? ({ state: "unknown" } as const)
      : await readInvitation({
          ...{ ctx: link.ctx, input: { hash: link.hash, signedInAs: account?.email ?? null } },
        });
  return <InvitationPage link={token} view={view} signedInAs={account?.email ?? null} />;
}
