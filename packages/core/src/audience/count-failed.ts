import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { failedPeopleOf } from "./failed-people-sql.ts";

/** Whom a campaign failed to reach and no resend has reached since. */
export async function countFailed(em: EntityManager, campaignId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${failedPeopleOf(sql`${campaignId}::uuid`, sql`null::uuid`)} failed`.execute(
    em.getKysely(),
  );
  return rows[0]?.n ?? 0;
}
