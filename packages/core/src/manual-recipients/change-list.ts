import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { CampaignStatus } from "../campaign/enums.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { EntryList, ListKey } from "./schemas.ts";

/** People are added to a draft; they can be excluded as long as somebody waits. */
const openIn: Record<EntryList, readonly CampaignStatus[]> = {
  add: ["draft"],
  exclude: ["draft", "scheduled", "sending", "paused"],
};

const told: Record<CampaignStatus, string> = {
  draft: "This campaign is a draft again",
  scheduled: "This campaign is scheduled",
  sending: "This campaign is being sent",
  paused: "This campaign has begun and is paused",
  sent: "This campaign has been sent",
  cancelled: "This campaign was cancelled",
};

const rowSchema = z.object({
  status: z.enum(["draft", "scheduled", "sending", "paused", "sent", "cancelled"]),
});

/** Of advisory locks: 7301 and 7302 are eligibility's, 7303 the family's claims, 7304 the audience's (lock-audience). */
const LISTS = 7305;

/**
 * Changes one of a campaign's lists. Changes come one after the other, by a lock of the lists' own: ten thousand entries take
 * a while, in which whoever pauses, edits or sends elsewhere finds the campaign's row free. Whether the list may still be
 * changed is asked before, and once more at the end, when the row is held for a moment.
 *
 * @throws {PackpostError} not_found; forbidden for whoever may not send, once it is no draft; conflict when the campaign has gone too far
 */
export async function changeList<T>(
  em: EntityManager,
  ctx: Context,
  key: ListKey,
  work: () => Promise<T>,
): Promise<T> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LISTS)}, hashtext(${key.campaignId}))`.execute(
    em.getKysely(),
  );
  const mine = sql`id = ${key.campaignId} and organisation_id = ${ctx.organisationId}`;
  await requireOpen(em, ctx, key.list, sql`select status from broadcast where ${mine}`);
  const result = await work();
  const version = sql`lists_version = lists_version + 1`;
  await requireOpen(
    em,
    ctx,
    key.list,
    sql`
    with open as (select id, organisation_id, status from broadcast where ${mine} for share)
    update campaign set ${version} from open
    where campaign.id = open.id and campaign.organisation_id = open.organisation_id returning open.status`,
  );
  return result;
}

/** Until the transaction ends nobody changes the lists of a campaign whose audience is confirmed; who changes them is waited for. */
export async function keepLists(em: EntityManager, campaignId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${sql.lit(LISTS)}, hashtext(${campaignId}))`.execute(
    em.getKysely(),
  );
}

async function requireOpen(
  em: EntityManager,
  ctx: Context,
  list: EntryList,
  looking: RawBuilder<unknown>,
): Promise<void> {
  const { rows } = await looking.execute(em.getKysely());
  const campaign = rowSchema.optional().parse(rows[0]);
  if (campaign === undefined) {
    throw new PackpostError("not_found", "This campaign does not exist.", {
      nextStep: "Look for it in the list of campaigns.",
    });
  }
  // What an admin has confirmed changes only with the right to send (seniors write drafts).
  if (campaign.status !== "draft") requirePermission(ctx, "campaign.send");
  if (openIn[list].includes(campaign.status)) return;
  throw new PackpostError(
    "conflict",
    `${told[campaign.status]}: who receives it cannot be changed any more.`,
    {
      effect: "Nothing was changed.",
      nextStep: "Reload the page.",
    },
  );
}
