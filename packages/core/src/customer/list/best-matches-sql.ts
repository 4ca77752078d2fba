import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../context.ts";
import { searchWords } from "../../paging/search-words.ts";
import { placeOfMatch, wantedWords } from "../find-families-sql.ts";
import { fewVisibleCustomers } from "./customer-scope-sql.ts";

/** So many are put in order; whoever is not among them is found by a longer word. */
export const MOST_MATCHES = 100;

/**
 * Customers by whatever somebody types (K12, V2): words of their name, address, number, phone or pets', also with a slip of the finger.
 * Of everybody through find_customers(); of an actor who sees few, by looking at these alone.
 * @returns a select of `id`, `place`, `unlikeness` and `search_key`, and whether more are found than it holds
 */
export async function bestMatches(
  em: EntityManager,
  ctx: Context,
  search: string,
): Promise<{ people: RawBuilder<unknown>; isCut: boolean }> {
  const words = searchWords(search);
  const few = fewVisibleCustomers(ctx);
  const { rows } = await (few === null ? fromAll(words) : fromFew(few, words)).execute(em.getKysely());
  const ids = rows.map(({ id }) => id);
  return {
    isCut: ids.length >= MOST_MATCHES && few === null,
    people: sql`
      select customer.id, ${placeOfMatch} as place, -(word_similarity(wanted.term, customer.search_key)::float8) as unlikeness, customer.search_key
      from customer cross join ${wantedWords(words)} wanted
      where customer.organisation_id = app_organisation_id() and customer.id = any(${ids}::uuid[]) and customer.merged_into is null`,
  };
}

function fromAll(words: string): RawBuilder<{ id: string }> {
  return sql`select found.id from find_customers(${words}, ${sql.lit(MOST_MATCHES)}) as found (id)`;
}

function fromFew(few: RawBuilder<unknown>, words: string): RawBuilder<{ id: string }> {
  return sql`
    select customer.id from (${few}) seen
    join customer on customer.organisation_id = app_organisation_id() and customer.id = seen.customer_id
    cross join ${wantedWords(words)} wanted
    where wanted.term <> '' and (
      not exists (select from unnest(string_to_array(wanted.term, ' ')) word where position(word in customer.search_key) = 0)
      or length(wanted.digits) >= 3 and position(wanted.digits in customer.phone) > 0
      or length(wanted.term) >= 4 and word_similarity(wanted.term, customer.search_key) >= 0.5)`;
}
