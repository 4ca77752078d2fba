import type { BroadcastKind } from "@packpost/db/enums";
import { queuePauseNotice } from "../delivery/queue-pause-notice.ts";
import { queueUnconfirmedNotice } from "../delivery/queue-unconfirmed-notice.ts";
import type { KindOfBroadcast } from "../send-protocol/broadcast-kind.ts";
import { campaignAudience, checkCampaignBeginning } from "./campaign/audience.ts";
import { prepareCampaignClaim } from "./campaign/claim-people.ts";
import { campaignRenderer } from "./campaign/write-mail.ts";

/** What differs from one kind of broadcast to the next; everything else of sending to many is the same for all. */
export const kinds: Readonly<Record<BroadcastKind, KindOfBroadcast>> = {
  campaign: {
    checkBeginning: checkCampaignBeginning,
    audience: campaignAudience,
    prepareClaim: prepareCampaignClaim,
    renderer: campaignRenderer,
    tellPaused: queuePauseNotice,
    tellUnconfirmed: queueUnconfirmedNotice,
  },
};
