"use client";

import type { CampaignStatus } from "@packpost/core/campaign/enums";
import { AgainMenu } from "./again-menu.tsx";
import { useRelatives } from "./use-relatives.ts";

/** The menu on a campaign's own page, with the number of people a resend is about. */
export function DetailMenu({ campaign }: { campaign: { id: string; name: string; status: CampaignStatus } }) {
  const relatives = useRelatives(campaign.id, campaign.status);
  return (
    <AgainMenu
      campaign={campaign}
      archived={relatives?.archived ?? false}
      failed={relatives === undefined ? 0 : relatives.failed}
    />
  );
}
