import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

/** The campaign that this one is a resend of: then its people are those whom that one failed to reach. */
export async function findParent(em: EntityManager, campaignId: string): Promise<string | null> {
  const { rows } = await sql<{ parent_id: string | null }>`
    select parent_id from campaign where organisation_id = app_organisation_id() and id = ${campaignId}`.execute(
    em.getKysely(),
  );
  return rows[0]?.parent_id ?? null;
}
