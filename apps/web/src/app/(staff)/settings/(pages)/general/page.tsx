import type { Metadata } from "next";
import { FirstStepsSection } from "#web/features/settings/first-steps-section.tsx";
import { SettingsPage } from "#web/features/settings/frame/settings-page.tsx";
import { LogoSection } from "#web/features/settings/logo/logo-section.tsx";
import { OrganisationSection } from "#web/features/settings/organisation-section.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "General · Settings" };

/** Who the organisation is; what is saved stands in the first paint. */
export default async function GeneralRoute() {
  await requireStaff("settings.manage");
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.settings.get.queryOptions()),
    client.prefetchQuery(trpc.settings.logo.queryOptions()),
    client.prefetchQuery(trpc.settings.firstSteps.queryOptions()),
  ]);
  return (
    <Hydrate>
      <SettingsPage href="/settings/general">
        <OrganisationSection />
        <LogoSection />
        <FirstStepsSection />
      </SettingsPage>
    </Hydrate>
  );
}
