import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { MOST_WITHOUT_PROOF, requireFreshProof } from "../../access/require-fresh-proof.ts";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { type AudienceChanges, compareReview } from "../../audience/compare-review.ts";
import { keepReview, purgeReviews } from "../../audience/review-audience.ts";
import type { Problem } from "../../content/checks/problem.ts";
import type { Context } from "../../context.ts";
import { prepareCampaign, requireCurrent } from "../../draft/prepare-campaign.ts";
import { keepLists } from "../../manual-recipients/change-list.ts";
import { holdPass } from "../../pass/hold-pass.ts";
import { isInstallationStopped } from "../../send-protocol/sending-stop.ts";
import { findSenderProblems } from "../../sender/find-sender-problems.ts";
import { changeCampaign } from "../change-campaign.ts";
import { UNDO_SECONDS } from "../enums.ts";
import { findCampaign } from "../find-campaign.ts";
import type { FrozenTemplate } from "../frozen-template.ts";

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
  /** Somebody, or the same person's second click, was faster: nothing more to do. */
  | { readonly outcome: "already_sending" }
  | { readonly outcome: "newer_version"; readonly version: number }
  | { readonly outcome: "nobody_to_send_to" }
  | { readonly outcome: "problems"; readonly problems: readonly Problem[] }
  | { readonly outcome: "sending_stopped" }
  /** Its pass is retired: another one is to be chosen, or this one brought back. */
  | { readonly outcome: "pass_retired"; readonly passName: string };

/**
 * Sends a draft (C7): freezes its template and schedules it {@link UNDO_SECONDS} from now. The audience is counted in
 * the same transaction and must be the confirmed one; the snapshot is taken when the time has come.
 *
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
    const { organisationId } = ctx;
    const campaign = await findCampaign(em, ctx, input.campaignId);
    const { broadcast } = campaign;
    if (broadcast.status !== "draft") return { outcome: "already_sending" };
    if (campaign.version !== input.version) return { outcome: "newer_version", version: campaign.version };
    const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
    const { sendAt } = input;
    if (!sendAt && (organisation.sendingStoppedAt || (await isStopped(em))))
      return { outcome: "sending_stopped" };

    requireCurrent(ctx, prepared, campaign, organisation);
    const ofSender = await findSenderProblems(em, ctx, organisation.senderEmail);
    if (ofSender.some(({ code }) => code === "sender_not_checked")) ctx.workflows.checkSender();
    const problems = [...prepared.problems.filter(({ severity }) => severity === "blocking"), ...ofSender];
    const { template: compiled } = prepared;
    if (problems.length > 0 || compiled === null) return { outcome: "problems", problems };
    const pass = await campaign.pass?.load();
    if (!pass) return { outcome: "nobody_to_send_to" };
    if ((await holdPass(em, ctx, pass.id)).retired) return { outcome: "pass_retired", passName: pass.name };
    const key = { campaignId: campaign.id, passId: pass.id };
    const reviewId = input.reviewId ?? null;
    await keepLists(em, campaign.id);
    const { now: count, changes } = await compareReview(em, ctx, key, reviewId);
    if (count === 0) return { outcome: "nobody_to_send_to" };
    const others = changes === null ? reviewId !== null : changes.joined.people + changes.left.people > 0;
    if (count !== input.confirmedCount || others) {
      const changed = { outcome: "audience_changed", confirmed: input.confirmedCount, now: count } as const;
      if (reviewId === null) return changed;
      const next = await keepReview(em, ctx, key);
      return { ...changed, ...(changes && { changes }), reviewId: next.reviewId };
    }

    if (count > MOST_WITHOUT_PROOF) requireFreshProof(ctx);
    const template: FrozenTemplate = {
      compiled,
      constants: {
        pass_name: pass.name,
        organisation_name: organisation.name,
        language: organisation.mailLanguage,
      },
      sender: { name: organisation.senderName, email: organisation.senderEmail },
      replyTo: organisation.supportEmail ?? null,
      inboundAddress: organisation.inboundAddress ?? null,
    };
    const sent = await changeCampaign(em, ctx, campaign.id, {
      from: ["draft"],
      to: sql`'scheduled'`,
      set: sql`template = ${JSON.stringify(template)}::jsonb, sent_by = ${staffIdOf(ctx)}, confirmed_count = ${count},
        planned = ${sendAt !== undefined}, due_count = null, resumed_at = null,
        send_at = ${sendAt ? sql`${sendAt.toISOString()}::timestamptz` : sql`app_now() + make_interval(secs => ${UNDO_SECONDS})`}`,
      version: input.version,
      happened: sendAt ? "scheduled" : "send_confirmed",
      detail: { count, ...(sendAt && { sendAt: sendAt.toISOString() }) },
    });
    if (!sent) return { outcome: "already_sending" };
    await purgeReviews(em, ctx, campaign.id);
    await em.refresh(broadcast);
    return broadcast.sendAt
      ? { outcome: "scheduled", sendAt: broadcast.sendAt }
      : { outcome: "already_sending" };
  });
}

async function isStopped(em: EntityManager): Promise<boolean> {
  const { rows } = await sql<{ stopped: boolean }>`select ${isInstallationStopped} as stopped`.execute(
    em.getKysely(),
  );
  return rows[0]?.stopped ?? false;
}
