import { inOrganisation } from "@packpost/db/orm";
import { requireProofForMany } from "../../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { type AudienceChanges, compareReview } from "../../audience/review/compare-review.ts";
import { keepReview } from "../../audience/review/review-audience.ts";
import type { Context } from "../../context.ts";
import { prepareCampaign } from "../../draft/prepare-campaign.ts";
import { keepLists } from "../../manual-recipients/change-list.ts";
import { type AskedForApproval, askForApproval } from "../approval/ask-for-approval.ts";
import { checkSendable, type SendRefusal } from "../sendable/check-sendable.ts";
import { freezeSend } from "../sendable/freeze-send.ts";

export interface SendCampaignInput {
  readonly campaignId: string;
  /** The version the sender looked at; a newer one refuses. */
  readonly version: number;
  /** How many the confirmation named. */
  readonly confirmedCount: number;
  /** What they looked at (`review-audience`): then other people are a change too, not only another number. */
  readonly reviewId?: string | null | undefined;
  /** Send at this instant instead of now; `schedule-campaign` has looked whether it lies ahead. */
  readonly sendAt?: Date;
}

export type SendCampaignResult =
  | { readonly outcome: "scheduled"; readonly sendAt: Date }
  /** The audience is not the one confirmed: say both numbers and ask again. */
  | {
      readonly outcome: "audience_changed";
      readonly confirmed: number;
      readonly now: number;
      /** Who joined and left since the review; absent when there was none, or when it is gone by now. */
      readonly changes?: AudienceChanges;
      /** The review to confirm next, where there was one. */
      readonly reviewId?: string;
    }
  /** More than one may send to alone: somebody else is asked, and the campaign stays a draft until then. */
  | AskedForApproval
  | SendRefusal;

/**
 * Sends a draft (C7): freezes its template and schedules it some seconds from now. The audience is counted in the same
 * transaction and must be the confirmed one; the snapshot is taken when the time has come. Where the organisation wants a second
 * person for that many, they are asked instead.
 */
export async function sendCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendCampaignInput;
}): Promise<SendCampaignResult> {
  requirePermission(ctx, "campaign.send");
  const prepared = await prepareCampaign(ctx, input.campaignId);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { campaignId, version } = input;
    const sendAt = input.sendAt ?? null;
    const draft = await checkSendable(em, ctx, prepared, { campaignId, version, later: sendAt !== null });
    if (draft.outcome !== "sendable") return draft;
    const { key, organisation } = draft;
    const reviewId = input.reviewId ?? null;
    await keepLists(em, campaignId);
    const { now: count, changes } = await compareReview(em, ctx, key, reviewId);
    if (count === 0) return { outcome: "nobody_to_send_to" };
    const others = changes === null ? reviewId !== null : changes.joined.people + changes.left.people > 0;
    if (count !== input.confirmedCount || others) {
      const changed = { outcome: "audience_changed", confirmed: input.confirmedCount, now: count } as const;
      if (reviewId === null) return changed;
      const next = await keepReview(em, ctx, key);
      return { ...changed, ...(changes && { changes }), reviewId: next.reviewId };
    }
    requireProofForMany(ctx, count);
    if (organisation.approvalOver != null && count > organisation.approvalOver)
      return askForApproval(em, ctx, draft, { count, sendAt });
    return freezeSend(em, ctx, draft, {
      ...{ count, sendAt, sentBy: staffIdOf(ctx) },
      happened: sendAt ? "scheduled" : "send_confirmed",
    });
  });
}
