import { can } from "@packpost/core/access/permissions";
import type { Metadata } from "next";
import { CampaignList } from "#web/features/campaigns/list/campaign-list.tsx";
import { listInputOf } from "#web/features/campaigns/list/list-input.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

export const metadata: Metadata = { title: "Campaigns" };

interface CampaignsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The list of campaigns; its first rows are in the first paint. */
export default async function CampaignsPage({ searchParams }: CampaignsPageProps) {
  const { role } = await requireStaff("campaign.read");
  const withFirstSteps = can(role, "settings.manage");
  const query = await searchParams;
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  const input = listInputOf({ q: one("q"), status: one("status"), sort: one("sort") });
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchInfiniteQuery(
      trpc.campaign.list.infiniteQueryOptions(input, { getNextPageParam: (page) => page.nextCursor }),
    ),
    withFirstSteps && client.prefetchQuery(trpc.settings.firstSteps.queryOptions()),
  ]);
  return (
    <Hydrate>
      <CampaignList withFirstSteps={withFirstSteps} />
    </Hydrate>
  );
}
