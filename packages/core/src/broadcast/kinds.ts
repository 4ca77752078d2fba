import type { BroadcastKind } from "@packpost/db/enums";
import { queueAlertPauseNotice, queueAlertUnconfirmedNotice } from "../alert/queue-alert-notices.ts";
import { queuePauseNotice } from "../delivery/notice/queue-pause-notice.ts";
import { queueUnconfirmedNotice } from "../delivery/notice/queue-unconfirmed-notice.ts";
import type { KindOfBroadcast, MailOfBroadcast } from "../send-protocol/broadcast-kind.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { alertAudienceOf, checkAlertBeginning } from "./alert/audience.ts";
import { findAlertText } from "./alert/find-text.ts";
import { campaignAudience, checkCampaignBeginning } from "./campaign/audience.ts";
import { prepareCampaignClaim } from "./campaign/claim-people.ts";
import { campaignRenderer } from "./campaign/write-mail.ts";

/** What differs from one kind of broadcast to the next; everything else of sending to many is the same for all. */
export const kinds: Readonly<Record<BroadcastKind, KindOfBroadcast>> = {
  campaign: {
    checkBeginning: checkCampaignBeginning,
    audience: campaignAudience,
    tellPaused: queuePauseNotice,
    tellUnconfirmed: queueUnconfirmedNotice,
    find: async (ctx, attemptId, account) => {
      const email = await ctx.providerFor("email");
      return email.findByAttempt(attemptId, { stream: BULK_STREAM, account });
    },
    mail: { prepareClaim: prepareCampaignClaim, renderer: campaignRenderer },
  },
  alert: {
    checkBeginning: checkAlertBeginning,
    audience: alertAudienceOf,
    tellPaused: queueAlertPauseNotice,
    tellUnconfirmed: queueAlertUnconfirmedNotice,
    find: findAlertText,
    mail: null,
  },
};

/** How a broadcast's mails are claimed and written. @throws {Error} for a kind that sends none */
export function mailOf(kind: BroadcastKind): MailOfBroadcast {
  const { mail } = kinds[kind];
  if (mail === null) throw new Error(`a broadcast of the kind ${kind} sends no mail`);
  return mail;
}
