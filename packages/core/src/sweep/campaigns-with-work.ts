import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({ organisation_id: z.string(), broadcast_id: z.string(), unseen: z.boolean() });

/**
 * Campaigns of all organisations that are scheduled, sending or paused: each must have a running workflow. `unseen` ones
 * have a change that their workflow has not read for 30 s: its signal was lost. A named look-up of a narrow role.
 */
export async function campaignsWithWork(
  orm: Orm,
): Promise<{ organisationId: string; campaignId: string; unseen: boolean }[]> {
  const { rows } = await sql`select * from campaigns_with_work()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => {
    const found = rowSchema.parse(row);
    return { organisationId: found.organisation_id, campaignId: found.broadcast_id, unseen: found.unseen };
  });
}
