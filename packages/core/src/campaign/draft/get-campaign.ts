import { shownAddress } from "@packpost/db/address";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { Pass } from "@packpost/db/entities/pass.entity";
import { Sender } from "@packpost/db/entities/sender.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { BULK_STREAM } from "../../send-protocol/message-streams.ts";
import { paceOf, ratePerSecond } from "../../sender/pace.ts";
import type { CampaignStatus, CopyReceiver } from "../enums.ts";
import { findCampaign } from "../find-campaign.ts";
import type { CampaignIdInput } from "../schemas.ts";
import type { CampaignDraft } from "./edit-campaign.ts";

/** Everything about a campaign but its recipients. */
export interface CampaignDetail extends CampaignDraft {
  id: string;
  status: CampaignStatus;
  /** The campaign whose failed people this one is for (C16); null for any other. */
  parentId: string | null;
  passName: string | null;
  authorName: string;
  sentByName: string | null;
  createdAt: Date;
  sendAt: Date | null;
  sendingBeganAt: Date | null;
  finishedAt: Date | null;
  confirmedCount: number | null;
  pauseReason: string | null;
  /** Passes one can choose from, by name; a retired one only where it is chosen already. */
  passes: { id: string; name: string; retired: boolean }[];
  /** Who gets a copy when sending begins (C3). */
  copyTo: CopyReceiver;
  /** Where a copy to the organisation goes. */
  organisationEmail: string;
  /** Where somebody who doubts a number can ask; null while the organisation names nobody. */
  supportEmail: string | null;
  /** How many days raw provider events are kept (C12). */
  rawEventRetentionDays: number;
  sender: {
    name: string;
    email: string;
    hasPostalAddress: boolean;
    zone: string;
    /** The pace; below one where it is slower than that. */
    perSecond: number | null;
    heldUntil: Date | null;
  };
  /** Most people one wave reaches, null = no waves, and the pause between two (C13). */
  massCap: number | null;
  wavePauseSeconds: number;
}

/**
 * One campaign, to edit or to look at.
 * @throws {PackpostError} not_found
 */
export async function getCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<CampaignDetail> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const campaign = await findCampaign(em, ctx, input.campaignId);
    const { author, broadcast } = await em.populate(campaign, ["author", "broadcast.sentBy"]);
    const passes = await em.find(Pass, { organisationId: ctx.organisationId }, { orderBy: { name: "asc" } });
    const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
    const bulk = await em.findOne(Sender, { organisationId: ctx.organisationId, stream: BULK_STREAM });
    const pace = paceOf(bulk ?? {});
    return {
      id: campaign.id,
      name: campaign.name,
      status: broadcast.status,
      parentId: campaign.parent?.id ?? null,
      version: campaign.version,
      passId: campaign.pass?.id ?? null,
      passName: passes.find((pass) => pass.id === campaign.pass?.id)?.name ?? null,
      subject: campaign.subject,
      preheader: campaign.preheader,
      bodyMarkdown: campaign.bodyMarkdown,
      authorName: author.$.name,
      sentByName: broadcast.sentBy?.$.name ?? null,
      createdAt: campaign.createdAt,
      updatedAt: campaign.updatedAt,
      sendAt: broadcast.sendAt ?? null,
      sendingBeganAt: broadcast.sendingBeganAt ?? null,
      finishedAt: broadcast.finishedAt ?? null,
      confirmedCount: broadcast.confirmedCount ?? null,
      pauseReason: broadcast.pauseReason ?? null,
      passes: passes
        .filter(({ id, retiredAt }) => !retiredAt || id === campaign.pass?.id)
        .map(({ id, name, retiredAt }) => ({ id, name, retired: Boolean(retiredAt) })),
      copyTo: campaign.copyTo,
      organisationEmail: shownAddress(organisation.supportEmail ?? organisation.senderEmail),
      supportEmail: organisation.supportEmail ? shownAddress(organisation.supportEmail) : null,
      rawEventRetentionDays: organisation.rawEventRetentionDays,
      sender: {
        name: organisation.senderName,
        email: shownAddress(organisation.senderEmail),
        hasPostalAddress: Boolean(organisation.postalAddress?.trim()),
        zone: organisation.zone,
        perSecond: pace === null ? null : ratePerSecond(pace),
        heldUntil: bulk?.nextSlotAt ?? null,
      },
      massCap: organisation.massCap ?? null,
      wavePauseSeconds: organisation.wavePauseSeconds,
    };
  });
}
