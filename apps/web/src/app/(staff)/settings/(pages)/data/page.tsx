import type { Metadata } from "next";
import { SettingsPage } from "#web/features/settings/frame/settings-page.tsx";
import { RetentionSection } from "#web/features/settings/retention-section.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Retention · Settings" };

/** How long what is kept. */
export default async function DataRoute() {
  await requireStaff("settings.manage");
  await getPageQueryClient().prefetchQuery(trpc.settings.get.queryOptions());
  return (
    <Hydrate>
      <SettingsPage href="/settings/data">
        <RetentionSection />
      </SettingsPage>
    </Hydrate>
  );
}
