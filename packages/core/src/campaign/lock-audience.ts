import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";

/**
 * Whoever decides who is in a campaign's audience, or takes people back into it, does so alone until the transaction ends:
 * its snapshot, a resend's snapshot of whom it failed to reach (`shared`: siblings do not exclude each other), absent people
 * that wait again. The campaign's row stays free meanwhile: a snapshot takes minutes at a million, and a pause answers at once.
 */
export async function lockAudience(
  em: EntityManager,
  campaignId: string,
  mode: "alone" | "shared" = "alone",
): Promise<void> {
  const lock = mode === "alone" ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`;
  await sql`select ${lock}(${sql.lit(advisoryLocks.audience)}, hashtext(${campaignId}))`.execute(
    em.getKysely(),
  );
}

/**
 * The same for whoever has a person or the provider's events behind them, and comes back later instead of waiting.
 * @returns false = a snapshot is being written
 */
export async function tryLockAudience(em: EntityManager, campaignId: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(advisoryLocks.audience)}, hashtext(${campaignId})) as locked`.execute(
    em.getKysely(),
  );
  return rows[0]?.locked === true;
}
