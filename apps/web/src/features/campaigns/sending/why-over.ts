import type { CampaignStatus } from "@packpost/core/campaign/enums";

const words: Readonly<Record<CampaignStatus, string>> = {
  draft: "It has been taken back to draft in the meantime.",
  scheduled: "It has been given another time in the meantime.",
  sending: "It has begun in the meantime.",
  paused: "It has been paused in the meantime.",
  sent: "Everybody has had their turn in the meantime.",
  cancelled: "It has been cancelled in the meantime.",
};

/** Why nobody needs to answer any more what is asked about a campaign. @param status where it stands by now */
export function whyOver(status: CampaignStatus): string {
  return words[status];
}
