import type { Metadata } from "next";
import { SettingsPage } from "#web/features/settings/frame/settings-page.tsx";
import { OpeningHoursSection } from "#web/features/settings/hours/opening-hours-section.tsx";
import { InboundSection } from "#web/features/settings/inbound/inbound-section.tsx";
import { MessagesSection } from "#web/features/settings/messages-section.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Messages · Settings" };

/** What conversations with families go by. */
export default async function MessagesRoute() {
  await requireStaff("settings.manage");
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.settings.get.queryOptions()),
    client.prefetchQuery(trpc.settings.webhook.queryOptions()),
    client.prefetchQuery(trpc.settings.inboundTest.queryOptions()),
    client.prefetchQuery(trpc.settings.openingHours.queryOptions()),
  ]);
  return (
    <Hydrate>
      <SettingsPage href="/settings/messages">
        <MessagesSection />
        <OpeningHoursSection />
        <InboundSection />
      </SettingsPage>
    </Hydrate>
  );
}
