import { databaseNow } from "@packpost/db/database-now";
import {
  Broadcast,
  type BroadcastChanges,
  type BroadcastCondition,
} from "@packpost/db/entities/broadcast.entity";
import { Campaign } from "@packpost/db/entities/campaign.entity";
import type { EntityManager } from "@packpost/db/orm";
import { rowValue } from "@packpost/db/row-value";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { CampaignStatus } from "./enums.ts";
import { findCampaign } from "./find-campaign.ts";
import { holdBroadcast } from "./hold-broadcast.ts";

/**
 * A guarded change of a campaign's status: "set X where the state is Y", with the change counted and audited in
 * the same transaction; its workflow is woken after the commit.
 * @returns whether it happened; false = somebody else was faster
 * @throws {PackpostError} not_found, also for a campaign of another organisation
 */
export async function changeCampaign(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
  change: {
    readonly from: readonly CampaignStatus[];
    /** The new status; `rowValue` where it depends on the row. */
    readonly to: CampaignStatus | ReturnType<typeof rowValue>;
    /** What else changes. */
    readonly set?: Omit<BroadcastChanges, "status">;
    /** What else must hold of the row. */
    readonly and?: Omit<BroadcastCondition, "status">;
    /** Only while its text has this version; nobody edits it until the transaction ends. */
    readonly version?: number;
    readonly action: string;
    readonly detail?: Record<string, unknown>;
  },
): Promise<boolean> {
  if (change.version !== undefined && !(await holdVersion(em, ctx, campaignId, change.version))) return false;
  const changed = await em.nativeUpdate(
    Broadcast,
    { ...change.and, organisationId: ctx.organisationId, id: campaignId, status: { $in: change.from } },
    { ...change.set, status: change.to, revision: rowValue("revision + 1"), changedAt: databaseNow() },
  );
  if (changed === 0) {
    await findCampaign(em, ctx, campaignId);
    return false;
  }
  const detail = change.detail ? { detail: change.detail } : {};
  writeAudit(em, ctx, { action: change.action, subjectKind: "campaign", subjectId: campaignId, ...detail });
  ctx.workflows.wakeCampaign(campaignId);
  return true;
}

/** Who edits a draft shares the broadcast's row: once it is held their version is there to be read, and no newer one comes. */
async function holdVersion(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
  version: number,
): Promise<boolean> {
  await holdBroadcast(em, ctx, campaignId, "alone");
  return (await em.count(Campaign, { organisationId: ctx.organisationId, id: campaignId, version })) > 0;
}
