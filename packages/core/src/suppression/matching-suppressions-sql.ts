import { type RawBuilder, sql } from "kysely";
import { readBlock } from "./read-block.ts";
import type { ListSuppressionsInput } from "./schemas.ts";

/**
 * Which standing suppressions a reason and a search find, as a condition on `suppression`. What is searched for is read as
 * what is blocked, so that a pasted `mailto:` or umlaut domain finds its row; parts of either are found too.
 * By suppression_list, whose predicate is always true and must be said.
 */
export function matchingSuppressions({
  reason,
  search,
}: Pick<ListSuppressionsInput, "reason" | "search">): RawBuilder<boolean> {
  const read = readBlock(search);
  const term = read.kind === "nobody" ? search : read.key;
  return sql<boolean>`lifted_at is null and created_at > '-infinity'
    and ${reason === null ? sql`true` : sql`reason = ${reason}`}
    and ${search === "" ? sql`true` : sql`position((select search_term(${term})) in search_key) > 0`}`;
}
