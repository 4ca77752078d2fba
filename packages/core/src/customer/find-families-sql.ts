import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { searchWords } from "../paging/search-words.ts";

/** Customers looked at before the best families are chosen. */
const LOOKED_AT = 60;

/**
 * How well a found `customer` fits what was typed, as SQL over a row `wanted` (term, digits): 0 = is called so, 1 = a word or the end of
 * the number is theirs, 2 = a word begins so, 3 = has it somewhere, or nearly.
 */
export const placeOfMatch: RawBuilder<number> = sql<number>`case
  when customer.name_key = wanted.term or customer.number::text = wanted.term or customer.email_key = wanted.term then 0
  when position(' ' || wanted.term || ' ' in ' ' || customer.search_key || ' ') > 0 or wanted.digits <> '' and customer.phone like '%' || wanted.digits then 1
  when position(' ' || wanted.term in ' ' || customer.search_key) > 0 then 2 else 3 end`;

/** The row `wanted` of {@link placeOfMatch}. @param words what was typed, read by searchWords() */
export function wantedWords(words: string): RawBuilder<unknown> {
  return sql`(select search_term(${words}) as term, search_digits(${words}) as digits)`;
}

/**
 * Customers whom words find, as a select of `id`: find_customers(), but where enough
 * people are called exactly so. Nobody fits better than they, and of two names that thousands have its indexes would be read for all.
 */
function matchingCustomers(ctx: Context, words: string): RawBuilder<unknown> {
  return sql`
    with namesakes as materialized (
      select id from customer where organisation_id = ${ctx.organisationId} and name_key = search_term(${words}) limit ${sql.lit(LOOKED_AT)})
    select id from namesakes
    union select id from find_customers(${words}, ${sql.lit(LOOKED_AT)}) as found (id) where (select count(*) from namesakes) < ${sql.lit(LOOKED_AT)}`;
}

/**
 * Families by whatever somebody types (V2), as a select of `family_id`, `place` (0 = is called so … 3 = has it somewhere, or nearly) and
 * `similarity`, the best first: the one look-up of new messages, new appointments and the palette. Whose name or word it is comes before
 * whose begins with it. Through find_customers().
 * @param most families
 */
export function foundFamilies(ctx: Context, term: string, most: number): RawBuilder<unknown> {
  const words = searchWords(term);
  return sql`
    select customer.family_id, min(${placeOfMatch}) as place,
      max(word_similarity(wanted.term, customer.search_key)) as similarity
    from (${matchingCustomers(ctx, words)}) as matching
    join customer on customer.organisation_id = ${ctx.organisationId} and customer.id = matching.id
    cross join ${wantedWords(words)} wanted
    group by customer.family_id
    order by place, similarity desc, min(customer.search_key), customer.family_id limit ${most}`;
}
