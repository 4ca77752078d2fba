import type { Metadata } from "next";
import { AlertsSection } from "#web/features/settings/alerts-section.tsx";
import { SettingsPage } from "#web/features/settings/frame/settings-page.tsx";
import { QuietHoursSection } from "#web/features/settings/hours/quiet-hours-section.tsx";
import { TextingSection } from "#web/features/settings/texting/texting-section.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Texting · Settings" };

/** The number that texts leave by, whether it is ready, when and how fast they leave. */
export default async function TextingRoute() {
  await requireStaff("settings.manage");
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.settings.get.queryOptions()),
    client.prefetchQuery(trpc.settings.texting.queryOptions()),
    client.prefetchQuery(trpc.settings.providers.queryOptions()),
  ]);
  return (
    <Hydrate>
      <SettingsPage href="/settings/texting">
        <TextingSection />
        <QuietHoursSection />
        <AlertsSection />
      </SettingsPage>
    </Hydrate>
  );
}
