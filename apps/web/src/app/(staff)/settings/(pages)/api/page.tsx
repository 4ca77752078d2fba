import type { Metadata } from "next";
import { ApiPage } from "#web/features/settings/api/api-page.tsx";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "API · Settings" };

/** How other systems of the business get in; keys and webhooks are in the first paint. */
export default async function ApiRoute() {
  await requireStaff("settings.api_keys");
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.apiKey.list.queryOptions()),
    client.prefetchQuery(trpc.webhookOut.list.queryOptions()),
  ]);
  return (
    <Hydrate>
      <ApiPage />
    </Hydrate>
  );
}
