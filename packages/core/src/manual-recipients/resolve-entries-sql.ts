import { type RawBuilder, sql } from "kysely";
import type { ParsedEntry } from "./parse-entries.ts";

/** How many customers of one address are taken; more share no mailbox. */
const MOST_OF_A_MAILBOX = 50;

/**
 * Whom entries mean, in one set-based statement (C3), as a sub-select of `place` (from 1), `text`, `customer_id`,
 * `number`, `problem`. A number is one customer, of a
 * merged record the one that was kept (P11); an address is everybody at that mailbox; a name must be one customer's
 * alone, or it is ambiguous. Other organisations' customers are unknown here.
 *
 * Three index probes an entry at most (customer's number, customer_by_mailbox, customer_by_full_name), each lateral, so
 * that ten thousand entries never read a million customers.
 */
export function resolvedEntries(entries: readonly ParsedEntry[]): RawBuilder<unknown> {
  const column = (name: keyof ParsedEntry) => entries.map((entry) => entry[name]);
  return sql`(
    with entry as materialized (
      select place::int, text, kind, case kind when 'name' then left(fold_text(key), 200) else key end as key, case when kind = 'number' then key::int end as number
      from unnest(${column("text")}::text[], ${column("kind")}::text[], ${column("key")}::text[])
        with ordinality as pasted (text, kind, key, place)
    ), found as materialized (
      select entry.place, match.id, match.number from entry cross join lateral (
        (select kept.id, kept.number from (
           select coalesce(merged_into, id) as id from customer
           where entry.kind = 'number' and organisation_id = app_organisation_id() and number = entry.number limit 1) called
         cross join lateral (
           select id, number from customer where organisation_id = app_organisation_id() and id = called.id limit 1) kept)
        union all
        (select id, number from customer
         where entry.kind = 'email' and organisation_id = app_organisation_id() and email_key = entry.key
         order by number limit ${sql.lit(MOST_OF_A_MAILBOX)})
        union all
        (select id, number from customer
         where entry.kind = 'name' and organisation_id = app_organisation_id() and name_key = entry.key and name_key <> '' limit 2)) match
    ), sized as (
      select place, count(*) as matches from found group by place
    )
    select entry.place, entry.text, found.id as customer_id, found.number,
      case when entry.kind = 'malformed' then 'malformed'
           when sized.matches is null then 'unknown'
           when entry.kind = 'name' and sized.matches > 1 then 'ambiguous' end as problem
    from entry
    left join sized on sized.place = entry.place
    left join found on found.place = entry.place and not (entry.kind = 'name' and sized.matches > 1))`;
}
