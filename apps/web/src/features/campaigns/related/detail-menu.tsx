"use client";

import type { CampaignStatus } from "@packpost/core/campaign/enums";
import { RelatedMenu } from "./related-menu.tsx";
import { useRelated } from "./use-related.ts";

/** The menu on a campaign's own page, with the number of people a resend is about. */
export function DetailMenu({ campaign }: { campaign: { id: string; name: string; status: CampaignStatus } }) {
  const related = useRelated(campaign.id, campaign.status);
  return (
    <RelatedMenu
      campaign={campaign}
      archived={related?.archived ?? false}
      failed={related === undefined ? 0 : related.failed}
    />
  );
}
