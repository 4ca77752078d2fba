import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { entryListSchema } from "./schemas.ts";

const openSchema = z.object({
  list: entryListSchema,
  /** They match no customer, or a name is several customers'. */
  matches: z.enum(["nobody", "several"]),
  entries: z.number(),
  /** The first of them, as they were pasted. */
  examples: z.array(z.string()),
});

/** Entries of a list that count for nobody yet. */
export type OpenEntries = z.infer<typeof openSchema>;

/** Which entries of a campaign's lists were not resolved (C3), to be said again before sending; in the running transaction. */
export async function findOpenEntries(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
): Promise<OpenEntries[]> {
  const { rows } = await sql`
    select list, case problem when 'ambiguous' then 'several' else 'nobody' end as matches, count(*)::int as entries,
      (array_agg(text order by position))[1:3] as examples
    from manual_recipient
    where organisation_id = ${ctx.organisationId} and campaign_id = ${campaignId} and removed_by is null
      and problem in ('unknown', 'ambiguous', 'malformed')
    group by list, matches order by list desc, matches`.execute(em.getKysely());
  return rows.map((row) => openSchema.parse(row));
}
