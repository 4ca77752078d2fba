import { Campaign } from "@packpost/db/entities/campaign.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { writeAudit } from "../audit.ts";
import { letterheadOf } from "../campaign/letterhead-of.ts";
import type { Context } from "../context.ts";
import { addressesOfStaff } from "./addresses-of-staff.ts";
import { queueMails } from "./queue-mails.ts";
import { writePauseNotice } from "./write-pause-notice.ts";

/**
 * Queues, in the transaction that pauses a campaign by itself, a notice to its author and, if that is another person, to
 * whoever sent or scheduled it: only they may resume it. Where both have left it goes to the organisation's own address.
 * The campaign's workflow starts it (`waiting-notices`); if that is lost, the sweep does.
 */
export async function queuePauseNotice(
  em: EntityManager,
  ctx: Context,
  { campaignId, reason }: { readonly campaignId: string; readonly reason: string },
): Promise<void> {
  const { organisationId } = ctx;
  const campaign = await em.findOneOrFail(Campaign, { organisationId, id: campaignId });
  const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
  const staff = await addressesOfStaff(em, [campaign.authorId, campaign.sentBy]);
  const to = staff.length > 0 ? staff : [organisation.supportEmail ?? organisation.senderEmail];
  const mailIds = await queueMails(em, ctx, {
    kind: "notice",
    campaignId,
    requestedBy: null,
    to,
    organisation,
    message: await writePauseNotice({
      campaign: { id: campaignId, name: campaign.name },
      letterhead: letterheadOf(organisation),
      reason,
    }),
  });
  writeAudit(em, ctx, {
    action: "campaign.notice_queued",
    subjectKind: "campaign",
    subjectId: campaignId,
    detail: { to: staff.length > 0 ? "author" : "organisation", people: mailIds.length },
  });
}
