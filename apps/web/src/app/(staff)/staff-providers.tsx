"use client";

import type { ReactNode } from "react";
import { Announcements } from "#web/components/page/announcements.tsx";
import { OrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { UnsentKeeper } from "#web/features/conversations/outbox/unsent-keeper.tsx";
import { TrpcProvider } from "#web/trpc/client.tsx";
import { LiveProvider } from "#web/trpc/live/live-provider.tsx";

interface StaffProvidersProps {
  /** Who is signed in. */
  staff: { staffMemberId: string; organisationId: string; zone: string };
  children: ReactNode;
}

/** What the staff's pages stand on beyond every page's: the organisation's zone, tRPC, live pages, announcements. */
export function StaffProviders({
  staff: { staffMemberId, organisationId, zone },
  children,
}: StaffProvidersProps) {
  return (
    <OrganisationZone zone={zone}>
      <TrpcProvider>
        <LiveProvider key={staffMemberId} viewer={staffMemberId} organisationId={organisationId}>
          {children}
          <UnsentKeeper staffMemberId={staffMemberId} />
        </LiveProvider>
      </TrpcProvider>
      <Announcements />
    </OrganisationZone>
  );
}
