import { Campaign } from "@packpost/db/entities/campaign.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { NoticeSubject } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { writeAudit } from "../audit.ts";
import { letterheadOf } from "../campaign/letterhead-of.ts";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Letterhead } from "../content/template/template.ts";
import type { Context } from "../context.ts";
import { addressesOfStaff } from "./addresses-of-staff.ts";
import { queueDeliveries } from "./queue-deliveries.ts";

/**
 * Queues, in the running transaction, a notice to a campaign's author and, if that is another person, to whoever sent or
 * scheduled it: only they may act on it. Where both have left it goes to the organisation's own address.
 * @param notice.write writes it out, from the campaign's address and its name on one line
 */
export async function queueNotice(
  em: EntityManager,
  ctx: Context,
  notice: {
    readonly campaignId: string;
    readonly about: NoticeSubject;
    readonly write: (
      campaign: { readonly url: string; readonly name: string },
      letterhead: Letterhead,
    ) => Promise<RenderedMessage>;
  },
): Promise<void> {
  const { organisationId } = ctx;
  const { campaignId, about } = notice;
  const campaign = await em.findOneOrFail(Campaign, { organisationId, id: campaignId });
  const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
  const staff = await addressesOfStaff(em, [campaign.authorId, campaign.sentBy]);
  const to = staff.length > 0 ? staff : [organisation.supportEmail ?? organisation.senderEmail];
  const url = `${ctx.appUrl}/campaigns/${campaignId}`;
  const name = campaign.name.replace(/\s+/g, " ").trim();
  const deliveryIds = await queueDeliveries(em, ctx, {
    purpose: "notice",
    about,
    campaignId,
    requestedBy: null,
    to,
    organisation,
    message: await notice.write({ url, name }, letterheadOf(organisation)),
  });
  writeAudit(em, ctx, {
    action: about === "pause" ? "campaign.notice_queued" : "campaign.unconfirmed_reported",
    subjectKind: "campaign",
    subjectId: campaignId,
    detail: { to: staff.length > 0 ? "author" : "organisation", people: deliveryIds.length },
  });
}
