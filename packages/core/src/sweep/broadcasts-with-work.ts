import { type BroadcastKind, broadcastKinds } from "@packpost/db/enums";
import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({
  organisation_id: z.string(),
  broadcast_id: z.string(),
  kind: z.enum(broadcastKinds),
  sending: z.boolean(),
  unseen: z.boolean(),
});

export interface BroadcastWithWork {
  readonly organisationId: string;
  readonly broadcastId: string;
  readonly kind: BroadcastKind;
  readonly sending: boolean;
  readonly unseen: boolean;
}

/**
 * Broadcasts of all organisations that are scheduled, sending or paused: each must have a running workflow. `unseen` ones
 * have a change that their workflow has not read for 30 s: its signal was lost. A named look-up of a narrow role.
 */
export async function broadcastsWithWork(orm: Orm): Promise<BroadcastWithWork[]> {
  const { rows } = await sql`select * from broadcasts_with_work()`.execute(orm.em.fork().getKysely());
  return rows.map((row) => {
    const { organisation_id, broadcast_id, ...rest } = rowSchema.parse(row);
    return { organisationId: organisation_id, broadcastId: broadcast_id, ...rest };
  });
}
