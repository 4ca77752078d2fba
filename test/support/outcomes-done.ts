import type { TestWorld } from "./open-world.ts";
import { waitUntil } from "./wait-until.ts";

/**
 * Until every change of an organisation's outcomes can be read: transactions that began before them have ended. They are the whole
 * server's, so other tests' count too.
 */
export async function outcomesDone(world: TestWorld, organisationId: string): Promise<void> {
  await waitUntil("older transactions to end", async () => {
    const { rows } = await world.owner.query(
      `select coalesce(max(transaction_id) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint, true) as done
       from outcome_change where organisation_id = $1`,
      [organisationId],
    );
    return rows[0].done || undefined;
  });
}
