import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
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
    /** The new status, as SQL, since it may depend on the row. */
    readonly to: ReturnType<typeof sql>;
    /** Further columns, as SQL after `set`. */
    readonly set?: ReturnType<typeof sql>;
    readonly and?: ReturnType<typeof sql>;
    /** Only while its text has this version; nobody edits it until the transaction ends. */
    readonly version?: number;
    readonly action: string;
    readonly detail?: Record<string, unknown>;
  },
): Promise<boolean> {
  if (change.version !== undefined && !(await holdVersion(em, ctx, campaignId, change.version))) return false;
  const changed = await sql`
    update broadcast set status = ${change.to}, revision = revision + 1, changed_at = app_now()
      ${change.set ? sql`, ${change.set}` : sql``}
    where id = ${campaignId} and organisation_id = ${ctx.organisationId} and status = any(${change.from}::text[])
      ${change.and ? sql`and ${change.and}` : sql``}`.execute(em.getKysely());
  if (!changed.numAffectedRows) {
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
  const { rows } = await sql`
    select from campaign where id = ${campaignId} and organisation_id = ${ctx.organisationId} and version = ${version}`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}
