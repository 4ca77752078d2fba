import type { Metadata } from "next";
import { SettingsPage } from "#web/features/settings/frame/settings-page.tsx";
import { SecuritySection } from "#web/features/settings/security-section.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Signing in · Settings" };

/** What signing in takes. */
export default async function SecurityRoute() {
  await requireStaff("settings.security");
  await getPageQueryClient().prefetchQuery(trpc.settings.factorRule.queryOptions());
  return (
    <Hydrate>
      <SettingsPage href="/settings/security">
        <SecuritySection />
      </SettingsPage>
    </Hydrate>
  );
}
