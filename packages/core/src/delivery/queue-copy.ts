import { Campaign } from "@packpost/db/entities/campaign.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { readPreviewValues } from "../audience/read-preview-values.ts";
import { writeAudit } from "../audit.ts";
import { renderMessage } from "../content/template/render-message.ts";
import type { WorkerContext } from "../context.ts";
import { prepareCampaign } from "../draft/prepare-campaign.ts";
import { addressesOfStaff } from "../staff/addresses-of-staff.ts";
import { previewUnsubscribeUrl } from "../unsubscribe/unsubscribe-urls.ts";
import { queueDeliveries } from "./queue-deliveries.ts";

/**
 * Queues the copy of a campaign (C3) once sending has begun: to whoever sent it, or to the organisation's address. It is
 * no recipient, so it stands outside the audience and every rate. Asked again it changes nothing.
 * @returns the copy's mail; null when there is none to send or it is queued already
 */
export async function queueCopy({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { campaignId: string };
}): Promise<string | null> {
  // A campaign that has begun does not change any more; its letterhead is today's.
  const { template } = await prepareCampaign(ctx, input.campaignId, "copy");
  if (template === null) return null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { organisationId } = ctx;
    const campaign = await em.findOne(
      Campaign,
      { organisationId, id: input.campaignId },
      { populate: ["broadcast"] },
    );
    if (!campaign?.broadcast.snapshotAt || campaign.copyTo === "nobody") return null;
    if (campaign.broadcast.status === "cancelled") return null; // while its audience was written: nobody has been sent to
    const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
    const to =
      campaign.copyTo === "organisation"
        ? (organisation.supportEmail ?? organisation.senderEmail)
        : (await addressesOfStaff(em, ctx, [campaign.broadcast.sentBy?.id]))[0];
    if (to === undefined) return null;
    const values = await readPreviewValues(em, {
      passId: campaign.pass?.id ?? null,
      organisationId: ctx.organisationId,
      organisation,
    });
    const [deliveryId] = await queueDeliveries(em, ctx, {
      purpose: "copy",
      campaignId: campaign.id,
      requestedBy: null,
      to: [to],
      organisation,
      message: renderMessage(template, values, { unsubscribeUrl: previewUnsubscribeUrl(ctx.appUrl) }),
    });
    if (deliveryId === undefined) return null;
    writeAudit(em, ctx, {
      action: "campaign.copy_queued",
      subjectKind: "campaign",
      subjectId: campaign.id,
      detail: { to: campaign.copyTo },
    });
    return deliveryId;
  });
}
