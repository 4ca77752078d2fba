"use client";

import type { ReactNode } from "react";
import { Announcements } from "#web/components/page/announcements.tsx";
import { OrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { TrpcProvider } from "#web/trpc/client.tsx";

/** What the staff's pages stand on beyond every page's: the organisation's zone, tRPC, announcements. */
export function StaffProviders({ zone, children }: { zone: string; children: ReactNode }) {
  return (
    <OrganisationZone zone={zone}>
      <TrpcProvider>{children}</TrpcProvider>
      <Announcements />
    </OrganisationZone>
  );
}
