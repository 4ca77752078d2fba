import { databaseNow } from "@packpost/db/database-now";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { changeCampaign } from "../change-campaign.ts";
import { findCampaign } from "../find-campaign.ts";
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
 * @throws {PackpostError} forbidden, not_found
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
    const people = await giveBack(em, ctx, campaignId);
    if (people === 0) return { outcome: "nobody" };
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

/** Those whom no resend has taken over (C16). Uses recipient_by_status. */
function unconfirmedOf(campaignId: string) {
  return sql`
    select id, attempt_id from recipient
    where recipient.organisation_id = app_organisation_id() and recipient.broadcast_id = ${campaignId} and recipient.settled_status = 'unconfirmed'
      and not exists (
        select from campaign child join recipient other on other.broadcast_id = child.id and other.customer_id = recipient.customer_id
        where child.parent_id = ${campaignId} and other.skipped_at is null and other.cancelled_at is null)`;
}

/** They wait again. Evidence of the old call stops nobody any more: a person has decided. */
async function giveBack(em: EntityManager, ctx: Context, campaignId: string): Promise<number> {
  const given = await sql`
    with freed as (
      update recipient set attempt_id = null, unconfirmed_at = null, past_attempt_ids = past_attempt_ids || unconfirmed.attempt_id
      from (${unconfirmedOf(campaignId)}) unconfirmed where recipient.id = unconfirmed.id
      returning unconfirmed.attempt_id
    ), decided as (
      update attempt set gave_back = true, evidence_at = coalesce(evidence_at, app_now())
      where organisation_id = ${ctx.organisationId} and id in (select attempt_id from freed)
    )
    select from freed`.execute(em.getKysely());
  return given.rows.length;
}
