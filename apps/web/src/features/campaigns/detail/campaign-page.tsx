"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { PageSkeleton } from "#web/components/page/page-skeleton.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { loadLater } from "#web/trpc/load-later.ts";

/** One of the two is needed at a time; each brings its own scripts. */
const CampaignEditor = dynamic(
  () =>
    loadLater(() => import("#web/features/campaigns/editor/campaign-editor.tsx")).then(
      (module) => module.CampaignEditor,
    ),
  { loading: () => <PageSkeleton shape="editor" /> },
);
const CampaignDetailView = dynamic(
  () => loadLater(() => import("./campaign-detail.tsx")).then((module) => module.CampaignDetailView),
  { loading: () => <PageSkeleton shape="outcome" /> },
);

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
  // Read anew only when somebody here has done something: the editor itself says what others do, and stays open.
  const { data: campaign } = useSuspenseQuery(
    trpc.campaign.get.queryOptions(
      { campaignId },
      { refetchOnWindowFocus: false, refetchOnReconnect: false },
    ),
  );
  return campaign.status === "draft" ? (
    <CampaignEditor key={campaign.id} campaign={campaign} {...may} />
  ) : (
    <CampaignDetailView campaign={campaign} {...may} />
  );
}
