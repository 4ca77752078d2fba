import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { type Candidates, findFew, isEach } from "../../paging/read-by-name.ts";
import type { Silence } from "../states.ts";
import { candidatesOf, isSilent, lastContact } from "./customer-filter-sql.ts";
import type { CustomerFilter } from "./schemas.ts";

/** So many are counted one by one: of everybody along the index of names, and of a filter's own people. Of more it is said that they are more. */
const MOST_OF_ALL = 100_000;
const MOST_OF_FILTER = 10_000;

export interface CustomerCount {
  count: number;
  /** Not everybody was looked through: there may be more. */
  isMore: boolean;
}

/**
 * How many customers the list has without a search (P1), as far as counting them takes milliseconds. Of several filters it is enough that one
 * has few people; else the first one's are looked through.
 * @throws {PackpostError} forbidden
 */
export async function countCustomers({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerFilter;
}): Promise<CustomerCount> {
  requirePermission(ctx, "customer.read");
  const { email, text, passId, silence } = input;
  const filters = [email, text, passId, silence].filter((one) => one !== null);
  const candidates = candidatesOf(ctx, input);
  const own = [candidates, ...(candidates.further ?? [])];
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // Along our own people, whatever the statistics say: for so many rows the whole table looks as cheap, other organisations' and all.
    await sql`select set_config('enable_seqscan', 'off', true)`.execute(em.getKysely());
    const few = filters.length > 1 ? await findFew(em, candidates, MOST_OF_FILTER) : null;
    if (few !== null) return count(em, peopleAmong(few, silence), isEach(own), MOST_OF_FILTER);
    if (silence !== null) return count(em, fallingSilent(silence), isEach(own), MOST_OF_FILTER);
    const most = filters.length === 0 ? MOST_OF_ALL : MOST_OF_FILTER;
    return count(em, peopleOf(candidates), isEach(own.slice(1)), most);
  });
}

async function count(
  em: EntityManager,
  people: RawBuilder<unknown>,
  isShown: RawBuilder<unknown>,
  most: number,
): Promise<CustomerCount> {
  const { rows } = await sql<{ looked: number; shown: number }>`
    select count(*)::int as looked, (count(*) filter (where ${isShown}))::int as shown
    from (${people} limit ${sql.lit(most + 1)}) customer`.execute(em.getKysely());
  const { looked, shown } = rows[0] ?? { looked: 0, shown: 0 };
  return { count: Math.min(shown, most), isMore: looked > most };
}

function peopleAmong(few: readonly string[], silence: Silence | null): RawBuilder<unknown> {
  return sql`
    select customer.id from customer
    where customer.organisation_id = app_organisation_id() and customer.id = any(${few}::uuid[]) and customer.merged_into is null
      and ${silence === null ? sql`true` : isSilent(silence)}`;
}

/** A filter's own people without those who were merged into others, whose search key is empty. */
function peopleOf({ along, people }: Candidates): RawBuilder<unknown> {
  if (along !== undefined) return sql`select id from (${along}) named where search_key > ''`;
  return sql`
    select customer.id from (${people}) candidate
    cross join lateral (
      select id from customer
      where organisation_id = app_organisation_id() and id = candidate.customer_id and merged_into is null offset 0) customer`;
}

/** Along customer_by_last_contact. */
function fallingSilent(silence: Silence): RawBuilder<unknown> {
  return sql`
    select customer.id from customer
    where customer.organisation_id = app_organisation_id() and customer.created_at > '-infinity' and ${isSilent(silence)}
      and customer.merged_into is null
    order by ${lastContact}, customer.id`;
}
