import type { Metadata } from "next";
import { SettingsPage } from "#web/features/settings/frame/settings-page.tsx";
import { ProviderSection } from "#web/features/settings/providers/provider-section.tsx";
import { WebhookSection } from "#web/features/settings/webhook-section.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Providers · Settings" };

/** The accounts that messages leave by, and what they report. */
export default async function ProvidersRoute() {
  await requireStaff("settings.manage");
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.settings.providers.queryOptions()),
    client.prefetchQuery(trpc.settings.webhook.queryOptions()),
  ]);
  return (
    <Hydrate>
      <SettingsPage href="/settings/providers">
        <ProviderSection channel="email" />
        <ProviderSection channel="sms" />
        <WebhookSection />
      </SettingsPage>
    </Hydrate>
  );
}
