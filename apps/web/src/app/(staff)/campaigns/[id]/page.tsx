import { can } from "@packpost/core/access/permissions";
import type { CampaignDetail } from "@packpost/core/campaign/get-campaign";
import { campaignIdSchema } from "@packpost/core/campaign/schemas";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CampaignPage } from "#web/features/campaigns/detail/campaign-page.tsx";
import { publicErrorOf } from "#web/server/errors.ts";
import { requireStaff } from "#web/server/require-staff.ts";
import { getPageQueryClient } from "#web/trpc/page-query-client.ts";
import { Hydrate, trpc } from "#web/trpc/server.tsx";

interface CampaignRouteProps {
  params: Promise<{ id: string }>;
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

/** One campaign: a draft opens in the editor, everything else shows its outcome. */
export default async function CampaignRoute({ params }: CampaignRouteProps) {
  const staff = await requireStaff("campaign.read");
  const { id: campaignId, status, passId } = await readCampaign((await params).id);
  if (status !== "draft")
    await getPageQueryClient().prefetchQuery(trpc.campaign.progress.queryOptions({ campaignId }));
  else if (passId !== null)
    await getPageQueryClient().prefetchQuery(trpc.audience.count.queryOptions({ passId }));
  return (
    <Hydrate>
      <CampaignPage campaignId={campaignId} canSend={can(staff.role, "campaign.send")} />
    </Hydrate>
  );
}
