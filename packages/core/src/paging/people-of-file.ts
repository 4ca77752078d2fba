import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { hasWords } from "./file-sql.ts";
import { findByWords } from "./read-by-name.ts";

/** So many are put in order at once; more are met often enough along the names, where a search is a filter. */
const FEW = 10_000;

/**
 * Customers for a file, as a select of (id, search_key) in the order of names whose first row is there at once: a walk along
 * customer_by_name or, where a search or the filter's own people are few, those sorted.
 * @param options.candidates ids of all whom the filter could let through, as a sub-select, and perhaps of some more
 */
export async function peopleOfFile(
  em: EntityManager,
  options: { readonly search: string; readonly candidates: RawBuilder<unknown> },
): Promise<RawBuilder<unknown>> {
  const { search, candidates } = options;
  const inOrder = (condition: RawBuilder<unknown>) => sql`
    select id, search_key from customer
    where organisation_id = app_organisation_id() and ${condition} and ${hasWords(search)} order by search_key, id`;
  const found = search === "" ? null : await findByWords(em, search, FEW);
  if (found !== null) return inOrder(sql`id = any(${found}::uuid[])`);
  const { rows } = await sql<{ ids: string[] | null }>`
    select case when cardinality(ids) <= ${sql.lit(FEW)} then ids end as ids
    from (select array(select customer_id from ${candidates} candidate limit ${sql.lit(FEW + 1)}) as ids) found`.execute(
    em.getKysely(),
  );
  const few = rows[0]?.ids ?? null;
  // The condition is the predicate of the index (migration 007-customers).
  return inOrder(few === null ? sql`search_key >= ''` : sql`id = any(${few}::uuid[])`);
}
