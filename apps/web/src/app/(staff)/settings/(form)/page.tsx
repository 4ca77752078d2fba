import type { Metadata } from "next";
import { SettingsPage } from "#web/features/settings/settings-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Settings" };

/** The organisation's settings; what is saved stands in the first paint. */
export default async function SettingsRoute() {
  await requireStaff("settings.manage");
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.settings.get.queryOptions()),
    client.prefetchQuery(trpc.settings.sender.queryOptions()),
    client.prefetchQuery(trpc.settings.webhook.queryOptions()),
    client.prefetchQuery(trpc.settings.inboundTest.queryOptions()),
    client.prefetchQuery(trpc.settings.openingHours.queryOptions()),
    client.prefetchQuery(trpc.settings.texting.queryOptions()),
    client.prefetchQuery(trpc.account.sending.queryOptions()),
  ]);
  return (
    <Hydrate>
      <SettingsPage />
    </Hydrate>
  );
}
