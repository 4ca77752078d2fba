import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { findCampaign } from "../find-campaign.ts";
import type { CampaignIdInput } from "../schemas.ts";

/** One thing somebody did to a campaign. */
export interface HistoryEntry {
  id: string;
  at: Date;
  /** As the audit has it: `campaign.paused`. */
  action: string;
  /** Who; null = Packpost by itself. */
  byName: string | null;
  detail: Record<string, unknown>;
}

const rowSchema = z.object({
  id: z.string(),
  at: z.coerce.date(),
  action: z.string(),
  by_name: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

/**
 * Who did what to a campaign and when, newest first (O3). Uses audit_by_subject.
 * @throws {PackpostError} not_found
 */
export function listHistory({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<HistoryEntry[]> {
  requirePermission(ctx, "audit.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await findCampaign(em, ctx, input.campaignId);
    const { rows } = await sql`
      select audit.id, audit.at, action, staff_member.name as by_name, detail
      from audit left join staff_member on staff_member.id = audit.actor_id and staff_member.organisation_id = audit.organisation_id
      where audit.organisation_id = ${ctx.organisationId} and subject_kind = 'campaign' and subject_id = ${input.campaignId}
      order by audit.id desc limit 200`.execute(em.getKysely());
    return rows.map((row) => {
      const { by_name: byName, ...entry } = rowSchema.parse(row);
      return { ...entry, byName };
    });
  });
}
