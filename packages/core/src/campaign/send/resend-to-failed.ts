import { Campaign } from "@packpost/db/entities/campaign.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import { countFailed } from "../../audience/count-failed.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { createDraft } from "../create-draft.ts";
import { findCampaign } from "../find-campaign.ts";
import { holdBroadcast } from "../hold-broadcast.ts";
import { nameWith } from "../name-with.ts";
import type { CampaignIdInput } from "../schemas.ts";

export type ResendResult =
  /** `existing`: somebody had begun it already; there is one at a time, archived or not, so that nobody gets it twice. */
  | { readonly outcome: "draft"; readonly campaignId: string; readonly existing: boolean }
  | { readonly outcome: "not_finished" }
  | { readonly outcome: "nobody_failed" };

/**
 * Makes a draft whose audience is whom a finished campaign failed to reach (C16), linked to it by `parent_id`. It is
 * reviewed and sent like any other; who may not be written to is listed there with the reasons.
 * @throws {PackpostError} not_found
 */
export async function resendToFailed({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<ResendResult> {
  requirePermission(ctx, "campaign.write");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const parent = await findCampaign(em, ctx, input.campaignId);
    // Counted before the row is held: at a million that takes seconds.
    const anybodyFailed = (await countFailed(em, parent.id)) > 0;
    // Of two people who press it at once the second one finds the first one's draft.
    const { status } = await holdBroadcast(em, ctx, parent.id, "alone");
    if (status !== "sent" && status !== "cancelled") return { outcome: "not_finished" };
    // An archived draft counts: it could be brought back and sent as well.
    const begun = await em.findOne(
      Campaign,
      { organisationId, parent: parent.id, broadcast: { status: { $nin: ["sent", "cancelled"] } } },
      { orderBy: [{ archivedAt: "asc nulls first" }, { id: "asc" }] },
    );
    if (begun) {
      if (begun.archivedAt) takeOutOfArchive(em, ctx, begun);
      return { outcome: "draft", campaignId: begun.id, existing: true };
    }
    if (!anybodyFailed) return { outcome: "nobody_failed" };
    const { pass, subject, preheader, bodyMarkdown, copyTo } = parent;
    const child = {
      name: nameWith(parent.name, "(again to those who failed)"),
      pass: pass?.id ?? null,
      subject,
      preheader,
      bodyMarkdown,
      copyTo,
      parent: parent.id,
    };
    const campaignId = await createDraft(em, ctx, child, { resendOf: parent.id });
    return { outcome: "draft", campaignId, existing: false };
  });
}

function takeOutOfArchive(
  em: EntityManager,
  ctx: Context,
  campaign: { readonly id: string; archivedAt?: Date | null | undefined },
): void {
  campaign.archivedAt = null;
  writeAudit(em, ctx, { action: "campaign.unarchived", subjectKind: "campaign", subjectId: campaign.id });
}
