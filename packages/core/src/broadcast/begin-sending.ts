import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { countReceivers } from "../audience/read-receivers.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { findSenderProblems } from "../sender/find-sender-problems.ts";
import { autoPause } from "./auto-pause.ts";

/** A campaign that grew by more than both since somebody confirmed it is not sent unasked (C7). */
const GROWN_BY_SHARE = 0.2;
const GROWN_BY_PEOPLE = 50;

const rowSchema = z.object({
  revision: z.number(),
  pass_id: z.string(),
  confirmed_count: z.coerce.number(),
  sender_email: z.string(),
});

/**
 * Starts a campaign whose time has come: its audience is counted anew (C7), and noted beside the confirmed number. One
 * that has grown by more than 20 % and 50 people is paused instead, with the reason; resuming it confirms the new number. So is
 * one whose sender's domain has lost its verification since (C17): mail would come as from a stranger. The row is held only
 * after the count, which takes seconds at a million: undoing or pausing it meanwhile is answered at once, and holds.
 *
 * @returns `changed` where somebody was faster: what is next is to be asked anew
 */
export function beginSending({
  ctx,
  input,
}: {
  ctx: Context;
  input: { campaignId: string };
}): Promise<"sending" | "paused" | "changed"> {
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => begin(em, ctx, input.campaignId));
}

async function begin(em: EntityManager, ctx: Context, campaignId: string) {
  const kysely = em.getKysely();
  const { rows } = await sql`
    select revision, pass_id, confirmed_count, template->'sender'->>'email' as sender_email
    from broadcast join campaign using (organisation_id, id)
    where id = ${campaignId} and organisation_id = ${ctx.organisationId} and status = 'scheduled' and send_at <= app_now()`.execute(
    kysely,
  );
  const campaign = rowSchema.optional().parse(rows[0]);
  if (!campaign) return "changed";
  const senderProblems = await findSenderProblems(em, ctx, campaign.sender_email);
  const unverified = senderProblems.find(({ code }) => code === "sender_not_verified");
  const now = unverified ? 0 : await countReceivers(em, { campaignId, passId: campaign.pass_id });
  const held = await sql`
    select from broadcast where id = ${campaignId} and organisation_id = ${ctx.organisationId}
      and status = 'scheduled' and revision = ${campaign.revision} for no key update`.execute(kysely);
  if (held.rows.length === 0) return "changed";
  if (unverified) {
    await autoPause(em, ctx, campaignId, {
      from: "scheduled",
      reason: `${unverified.message}\nAdd the records, press Check again there, then resume. Nobody has been written to.`,
      detail: { cause: "sender_not_verified" },
    });
    return "paused";
  }
  const confirmed = campaign.confirmed_count;
  if (now - confirmed > GROWN_BY_PEOPLE && now > confirmed * (1 + GROWN_BY_SHARE)) {
    await autoPause(em, ctx, campaignId, {
      from: "scheduled",
      reason: formatGrowth(confirmed, now),
      set: sql`due_count = ${now}`,
      detail: { cause: "audience_grew", confirmed, now },
    });
    return "paused";
  }
  await sql`
    update broadcast set status = 'sending', due_count = ${now}, sending_began_at = coalesce(sending_began_at, app_now())
    where id = ${campaignId} and organisation_id = ${ctx.organisationId}`.execute(kysely);
  writeAudit(em, ctx, {
    action: "campaign.sending_began",
    subjectKind: "campaign",
    subjectId: campaignId,
    detail: { confirmed, now },
  });
  return "sending";
}

/** First line: what happened. The rest: what one can do. */
function formatGrowth(confirmed: number, now: number): string {
  const count = (n: number) => n.toLocaleString("en-US");
  return `The audience has grown: ${count(confirmed)} were confirmed, now it would go to ${count(now)}.
Look at who was added since (an import, a new season of the pass), then send it to all of them, give it another time, or take it back to draft.`;
}
