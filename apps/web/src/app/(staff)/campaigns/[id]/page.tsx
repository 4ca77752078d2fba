import { can } from "@packpost/core/access/permissions";
import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { campaignIdSchema } from "@packpost/core/campaign/schemas";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { audienceInputOf } from "#web/features/campaigns/audience/audience-filter.ts";
import { CampaignPage } from "#web/features/campaigns/detail/campaign-page.tsx";
import { recipientsInputOf } from "#web/features/campaigns/recipients/recipients-input.ts";
import { publicErrorOf } from "#web/server/errors.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface CampaignRouteProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The campaign, or the not-found page; read once for title and page. */
const readCampaign = cache(async (id: string): Promise<CampaignDetail> => {
  const input = campaignIdSchema.safeParse({ campaignId: id });
  if (!input.success) notFound();
  try {
    return await getPageQueryClient().fetchQuery(trpc.campaign.get.queryOptions(input.data));
  } catch (error) {
    if (publicErrorOf(error).code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: CampaignRouteProps): Promise<Metadata> {
  await requireStaff("campaign.read");
  const { name } = await readCampaign((await params).id);
  return { title: `${name} · Campaigns` };
}

/** One campaign: a draft opens in the editor, everything else shows its outcome. First rows are in the first paint. */
export default async function CampaignRoute({ params, searchParams }: CampaignRouteProps) {
  const staff = await requireStaff("campaign.read");
  const campaign = await readCampaign((await params).id);
  const query = await searchParams;
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : null);
  if (campaign.status === "draft")
    await prefetchAudience(campaign.id, campaign.passId, one("show"), one("find"));
  else {
    const [status, reason, link, until, q, sort] = ["status", "reason", "link", "until", "q", "sort"].map(
      one,
    );
    await prefetchOutcome(
      recipientsInputOf(campaign.id, { status: status ?? null, reason, link, until, q: q ?? null, sort }),
    );
  }
  return (
    <Hydrate>
      <CampaignPage
        campaignId={campaign.id}
        canSend={can(staff.role, "campaign.send")}
        canExport={can(staff.role, "campaign.export")}
        canSeeSuppressions={can(staff.role, "settings.manage")}
        canSeeAudit={can(staff.role, "audit.read")}
      />
    </Hydrate>
  );
}

async function prefetchAudience(
  campaignId: string,
  passId: string | null,
  show: string | null,
  q: string | null,
): Promise<void> {
  if (passId === null) return;
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.audience.count.queryOptions({ campaignId, passId })),
    client.prefetchInfiniteQuery(
      trpc.audience.list.infiniteQueryOptions(audienceInputOf({ campaignId, passId }, show, q), {
        getNextPageParam: (page) => page.nextCursor,
      }),
    ),
  ]);
}

async function prefetchOutcome(input: ReturnType<typeof recipientsInputOf>): Promise<void> {
  const { campaignId } = input;
  const client = getPageQueryClient();
  await Promise.all([
    client.prefetchQuery(trpc.campaign.progress.queryOptions({ campaignId })),
    client.prefetchInfiniteQuery(
      trpc.campaign.recipients.infiniteQueryOptions(input, {
        getNextPageParam: (page) => page.nextCursor,
      }),
    ),
  ]);
}
