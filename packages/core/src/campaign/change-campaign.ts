import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { type BroadcastChange, changeBroadcast } from "./change-broadcast.ts";
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
  change: BroadcastChange & {
    /** Only while its text has this version; nobody edits it until the transaction ends. */
    readonly version?: number;
  },
): Promise<boolean> {
  if (change.version !== undefined && !(await holdVersion(em, ctx, campaignId, change.version))) return false;
  if (await changeBroadcast(em, ctx, { id: campaignId, kind: "campaign" }, change)) return true;
  await findCampaign(em, ctx, campaignId);
  return false;
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
