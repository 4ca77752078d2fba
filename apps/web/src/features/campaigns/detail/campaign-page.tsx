"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CampaignEditor } from "#web/features/campaigns/editor/campaign-editor.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { CampaignDetailView } from "./campaign-detail.tsx";

interface CampaignPageProps {
  campaignId: string;
  /** Whether this person's role may send, pause and cancel. */
  canSend: boolean;
  canExport: boolean;
  canSeeSuppressions: boolean;
  /** Whether it may see who did what. */
  canSeeAudit: boolean;
}

/** A draft is written; everything else is looked at. Undo brings the editor back. */
export function CampaignPage({ campaignId, ...may }: CampaignPageProps) {
  const trpc = useTRPC();
  const { data: campaign } = useSuspenseQuery(trpc.campaign.get.queryOptions({ campaignId }));
  return campaign.status === "draft" ? (
    <CampaignEditor key={campaign.id} campaign={campaign} canSend={may.canSend} canExport={may.canExport} />
  ) : (
    <CampaignDetailView campaign={campaign} {...may} />
  );
}
