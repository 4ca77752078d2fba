import type { Metadata } from "next";
import { SettingsPage } from "#web/features/settings/frame/settings-page.tsx";
import { OrganisationSection } from "#web/features/settings/organisation-section.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "General · Settings" };

/** Who the organisation is; what is saved stands in the first paint. */
export default async function GeneralRoute() {
  await requireStaff("settings.manage");
  await getPageQueryClient().prefetchQuery(trpc.settings.get.queryOptions());
  return (
    <Hydrate>
      <SettingsPage href="/settings/general">
        <OrganisationSection />
      </SettingsPage>
    </Hydrate>
  );
}
