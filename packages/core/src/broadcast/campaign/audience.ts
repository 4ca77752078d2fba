import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { audienceOf } from "../../audience/audience-sql.ts";
import { keepReach } from "../../audience/kept/keep-reach.ts";
import { frozenFacts } from "../../audience/person-reasons-sql.ts";
import { countReceivers } from "../../audience/review/read-receivers.ts";
import { lockAudience } from "../../campaign/lock-audience.ts";
import type { Context } from "../../context.ts";
import type { AudienceStrategy, Refusal } from "../../send-protocol/broadcast-kind.ts";
import { findSenderProblems } from "../../sender/find-sender-problems.ts";

const rowSchema = z.object({
  pass_id: z.string(),
  parent_id: z.string().nullable(),
  sender_email: z.string(),
});

async function readCampaign(em: EntityManager, ctx: Context, broadcastId: string) {
  const { rows } = await sql`
    select pass_id, parent_id, template->'sender'->>'email' as sender_email
    from broadcast join campaign using (organisation_id, id)
    where id = ${broadcastId} and organisation_id = ${ctx.organisationId}`.execute(em.getKysely());
  return rowSchema.parse(rows[0]);
}

/**
 * A campaign must not begin when its sender's domain has lost its verification since it was confirmed (C17): mail would come as
 * from a stranger.
 */
export async function checkCampaignBeginning(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
): Promise<{ receivers: number } | Refusal> {
  const { pass_id, sender_email } = await readCampaign(em, ctx, broadcastId);
  const problems = await findSenderProblems(em, ctx, sender_email);
  const unverified = problems.find(({ code }) => code === "sender_not_verified");
  if (unverified)
    return {
      refused: `${unverified.message}\nAdd the records, press Check again there, then resume. Nobody has been written to.`,
      cause: "sender_not_verified",
    };
  return { receivers: await countReceivers(em, { campaignId: broadcastId, passId: pass_id }) };
}

/** Everybody whom a campaign's pass concerns and its lists name, with what stands behind the reasons of those left out (C4). */
export async function campaignAudience(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
): Promise<AudienceStrategy> {
  const { pass_id, parent_id } = await readCampaign(em, ctx, broadcastId);
  await keepReach(em, broadcastId, "sweep");
  // Of a resend: people whose first campaign sends to them again just now are in one of the two (give-back-absent).
  if (parent_id) await lockAudience(em, parent_id, "shared");
  const key = { campaignId: broadcastId, passId: pass_id };
  return {
    people: audienceOf(key),
    facts: frozenFacts(key, { customerId: sql`audience.customer_id`, reasons: sql`audience.reasons` }),
  };
}
