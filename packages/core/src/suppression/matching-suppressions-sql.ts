import { type RawBuilder, sql } from "kysely";
import { ofChannel } from "../address/blocked-by-sql.ts";
import { readNumber } from "../address/read-number.ts";
import { readBlock } from "./read-block.ts";
import type { ListSuppressionsInput } from "./schemas.ts";

/**
 * Which standing suppressions of a channel a reason and a search find, as a condition on `suppression`. What is searched for is read as
 * what is blocked, so that a pasted `mailto:` or umlaut domain finds its row; parts are found too, of a number
 * by its digits.
 * By suppression_list, whose predicate is always true and must be said.
 */
export function matchingSuppressions({
  channel,
  reason,
  search,
}: Pick<ListSuppressionsInput, "channel" | "reason" | "search">): RawBuilder<boolean> {
  const term = channel === "email" ? termOfAddress(search) : termOfNumber(search);
  return sql<boolean>`lifted_at is null and created_at > '-infinity' and ${ofChannel(channel)}
    and ${reason === null ? sql`true` : sql`reason = ${reason}`}
    and ${search === "" ? sql`true` : sql`position((select search_term(${term})) in search_key) > 0`}`;
}

function termOfAddress(search: string): string {
  const read = readBlock(search);
  return read.kind === "nobody" ? search : read.key;
}

/** Without its country code a number is still found, by the digits that one has; what has none finds nothing. */
function termOfNumber(search: string): string {
  const read = readNumber(search);
  return "key" in read ? read.key : search.replace(/[^\d\p{L}]/gu, "") || search;
}
