import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { CampaignStatus } from "../campaign/enums.ts";
import { findCampaign } from "../campaign/find-campaign.ts";
import { holdBroadcast } from "../campaign/hold-broadcast.ts";
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

/**
 * Changes one of a campaign's lists. Changes come one after the other, by a lock of the lists' own: ten thousand entries take
 * a while, in which whoever pauses, edits or sends elsewhere finds the broadcast's row free. Whether the list may still be
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
  await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLocks.manualLists)}, hashtext(${key.campaignId}))`.execute(
    em.getKysely(),
  );
  const { broadcast } = await findCampaign(em, ctx, key.campaignId);
  requireOpen(ctx, key.list, broadcast.status);
  const result = await work();
  const { status } = await holdBroadcast(em, ctx, key.campaignId, "share");
  requireOpen(ctx, key.list, status);
  return result;
}

/** Until the transaction ends nobody changes the lists of a campaign whose audience is confirmed; who changes them is waited for. */
export async function keepLists(em: EntityManager, campaignId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${sql.lit(advisoryLocks.manualLists)}, hashtext(${campaignId}))`.execute(
    em.getKysely(),
  );
}

function requireOpen(ctx: Context, list: EntryList, status: CampaignStatus): void {
  // What an admin has confirmed changes only with the right to send (seniors write drafts).
  if (status !== "draft") requirePermission(ctx, "campaign.send");
  if (openIn[list].includes(status)) return;
  throw new PackpostError("conflict", `${told[status]}: who receives it cannot be changed any more.`, {
    effect: "Nothing was changed.",
    nextStep: "Reload the page.",
  });
}
