import type { SuppressionChannel } from "@packpost/db/enums";
import { type RawBuilder, sql } from "kysely";

/**
 * Which suppressions stand in the way of a channel, as a condition on `suppression`: mail asks for the mailbox and its domain,
 * a text for its number, and neither for the other's. By suppression_active.
 * @param key the mailbox (address_key) or the number (E.164), as SQL
 */
export function blockedBy(channel: SuppressionChannel, key: RawBuilder<unknown>): RawBuilder<boolean> {
  const values = channel === "email" ? sql`${key}, split_part(${key}, '@', 2)` : key;
  return sql<boolean>`(lifted_at is null and value_key in (${values}) and ${ofChannel(channel)})`;
}

/** The kinds that a channel looks at, as a condition on `suppression`. */
export function ofChannel(channel: SuppressionChannel): RawBuilder<boolean> {
  return channel === "email"
    ? sql<boolean>`suppression.kind <> 'number'`
    : sql<boolean>`suppression.kind = 'number'`;
}
