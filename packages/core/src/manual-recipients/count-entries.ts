import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import type { ListKey } from "./schemas.ts";

const countSchema = z.object({
  /** Entries that count, each a different customer. */
  good: z.number(),
  /** Entries that need a look: unknown, ambiguous, malformed. */
  problems: z.number(),
  /** Entries whose customer an earlier one means already: nothing to do. */
  duplicates: z.number(),
});

export type EntryCount = z.infer<typeof countSchema>;

/** What a list holds; in the running transaction. */
export async function countEntries(em: EntityManager, ctx: Context, key: ListKey): Promise<EntryCount> {
  const { rows } = await sql`
    select count(*) filter (where problem is null)::int as good,
           count(*) filter (where problem <> 'duplicate')::int as problems,
           count(*) filter (where problem = 'duplicate')::int as duplicates
    from manual_recipient
    where organisation_id = ${ctx.organisationId} and campaign_id = ${key.campaignId} and list = ${key.list}
      and removed_by is null`.execute(em.getKysely());
  return countSchema.parse(rows[0]);
}
