"use client";

import dynamic from "next/dynamic";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { OrganisationZone } from "#web/components/organisation-zone.tsx";
import { TrpcProvider } from "#web/trpc/client.tsx";

/** Needed only once something is announced. */
// Without them the page still works: a connection that goes away at that moment must not take the page with it.
const Notifications = dynamic(
  () =>
    import("@mantine/notifications").then(
      (module) => module.Notifications,
      () => () => null,
    ),
  {
    ssr: false,
  },
);

/** What the staff's pages stand on beyond every page's: the organisation's zone, state in the URL, tRPC, announcements. */
export function StaffProviders({ zone, children }: { zone: string; children: ReactNode }) {
  return (
    <OrganisationZone zone={zone}>
      <NuqsAdapter>
        <TrpcProvider>{children}</TrpcProvider>
      </NuqsAdapter>
      <Notifications position="bottom-right" limit={3} />
    </OrganisationZone>
  );
}
