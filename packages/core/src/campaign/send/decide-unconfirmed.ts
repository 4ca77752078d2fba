import { databaseNow } from "@packpost/db/database-now";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requireProofForMany } from "../../access/require-fresh-proof.ts";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { changeCampaign } from "../change-campaign.ts";
import { findCampaign } from "../find-campaign.ts";
import { giveBackUnconfirmed } from "../give-back-unconfirmed.ts";
import { tryLockAudience } from "../lock-audience.ts";
import type { DecideUnconfirmedInput } from "../schemas.ts";

export type DecideUnconfirmedResult =
  | { readonly outcome: "sent_again"; readonly people: number }
  | { readonly outcome: "left" }
  /** The provider has answered meanwhile, or a resend has taken them over. */
  | { readonly outcome: "nobody" }
  /** The audience of a resend is being written, so who of them is in it is not known yet; or they are given back just now. */
  | { readonly outcome: "busy" }
  /** A cancelled campaign sends nothing any more; a resend reaches them. */
  | { readonly outcome: "cancelled" };

/**
 * What a person decides about those of whom the provider has not said whether they got it (C9): the mail is sent to them
 * again, by the campaign itself, at the risk that some have it twice; or they are left, and the campaign does not go on
 * by itself any more. The provider is asked about them in either case.
 * The people come first and the campaign's row last, so that it is held for a moment, however many they are.
 * @throws {PackpostError} forbidden, not_found; step_up_required where many get it again
 */
export async function decideUnconfirmed({
  ctx,
  input,
}: {
  ctx: Context;
  input: DecideUnconfirmedInput;
}): Promise<DecideUnconfirmedResult> {
  requirePermission(ctx, "campaign.send");
  try {
    return await decide(ctx, input);
  } catch (error) {
    if (error instanceof CancelledMeanwhile) return { outcome: "cancelled" };
    throw error;
  }
}

/** Rolls back what has been given back. */
class CancelledMeanwhile extends Error {}

function decide(ctx: Context, input: DecideUnconfirmedInput): Promise<DecideUnconfirmedResult> {
  const { campaignId } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { broadcast } = await findCampaign(em, ctx, campaignId);
    if (input.decision === "leave") {
      em.assign(broadcast, { unconfirmedLeftAt: databaseNow() });
      writeAudit(em, ctx, {
        action: "campaign.unconfirmed_left",
        subjectKind: "campaign",
        subjectId: campaignId,
      });
      return { outcome: "left" };
    }
    if (broadcast.status === "cancelled") return { outcome: "cancelled" };
    if (!(await tryLockAudience(em, campaignId))) return { outcome: "busy" };
    const people = await giveBackUnconfirmed(em, ctx, campaignId);
    if (people === 0) return { outcome: "nobody" };
    requireProofForMany(ctx, people);
    const goesOn = await changeCampaign(em, ctx, campaignId, {
      from: ["sending", "paused", "sent"],
      to: sql`case status when 'sent' then 'sending' else status end`,
      set: sql`finished_at = null, unconfirmed_left_at = null, unconfirmed_reported = 0`,
      happened: "sent_again",
    });
    if (!goesOn) throw new CancelledMeanwhile();
    return { outcome: "sent_again", people };
  });
}
