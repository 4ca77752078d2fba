import { type RawBuilder, sql } from "kysely";
import { searchWords } from "./search-words.ts";

/** Lines that a file is made of at a time: some tens of kB, so that memory stays flat. */
export const PORTION = 500;

/** Whether a search shows `customer`, as SQL: what search_customers() finds, without its limit. */
export function hasWords(search: string): RawBuilder<unknown> {
  return search === ""
    ? sql`true`
    : sql`position((select search_term(${searchWords(search)})) in customer.search_key) > 0`;
}
