import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";

type Chunk = {
  readonly organisationId: string;
  readonly passId: string;
  /** First and last number of the chunk's customers, from 1. `from - 1` must be divisible by 3. */
  readonly from: number;
  readonly to: number;
  readonly onlyGood: boolean;
  readonly mailHost: string;
};

/** Divisible by 3: families of two are not cut. */
export const customersAChunk = 30_000;

/**
 * Customers n of the chunk with all they hang on. Of three customers in a row the first two are a family of two, the
 * third is alone; each family has a pet, every second one two. Registrations precede customers: eligibility is then
 * computed twice for each, not four times.
 */
export function largeStatements(chunk: Chunk): RawBuilder<unknown>[] {
  const { organisationId, passId, from, to } = chunk;
  const id = idsOf(organisationId);
  const families = sql`generate_series(${familyOf(from)}::int, ${familyOf(to)}::int) f`;
  const customers = sql`generate_series(${from}::int, ${to}::int) n`;
  const flaw = (every: number): RawBuilder<boolean> =>
    chunk.onlyGood ? sql`false` : sql`n % ${sql.lit(every)} = 0`;
  const familyFlaw = chunk.onlyGood ? sql`false` : sql`f % 45 = 0`;
  return [
    sql`insert into family (organisation_id, id, name)
      select ${organisationId}, ${id("1", sql`f`)}, 'Family ' || f from ${families}`,
    sql`insert into pet (organisation_id, id, family_id, name)
      select ${organisationId}, ${id("2", sql`f * 2 + k`)}, ${id("1", sql`f`)}, ${petName(sql`k`)}
      from ${families}, generate_series(0, 1) k where k = 0 or f % 2 = 0`,
    sql`insert into registration (organisation_id, id, pet_id, pass_id, status, valid_through)
      select ${organisationId}, ${id("3", sql`f * 2`)}, ${id("2", sql`f * 2`)}, ${passId}, 'active',
             current_date + case when ${familyFlaw} then -10 else 30 + f % 300 end
      from ${families}`,
    // Pets' names and search key as keep_customer() would write them: it is off where eligibility is rebuilt at the end.
    sql`insert into customer (organisation_id, id, number, family_id, contact, first_name, last_name, email, last_transaction_at, pet_names, search_key)
      select ${organisationId}, ${id("4", sql`n`)}, n, ${id("1", sql`f`)}, contact, first_name, 'Person' || n, email, last_at, pets,
             customer_search_key(first_name, 'Person' || n, email, n, pets)
      from (select n, f, case when (n - 1) % 3 = 1 then 'secondary' else 'primary' end as contact,
                   (array['Ada', 'Ben', 'Chi', 'Dora', 'Eli', 'Fay', 'Gus', 'Hana', 'Ivo', 'June'])[1 + n % 10] as first_name,
                   case when ${flaw(60)} then null else 'person' || n || '@' || ${chunk.mailHost}::text end as email,
                   app_now() - make_interval(days => case when ${flaw(70)} then 900 else n % 600 end) as last_at,
                   case f % 2 when 0 then array[${petName(0)}, ${petName(1)}] else array[${petName(0)}] end as pets
            from (select n, (n - 1) / 3 * 2 + case when (n - 1) % 3 = 2 then 1 else 0 end as f from ${customers}) numbered) person`,
    sql`insert into application (organisation_id, id, customer_id, pass_id, status)
      select ${organisationId}, ${id("5", sql`n`)}, ${id("4", sql`n`)}, ${passId},
             case when ${flaw(50)} then 'pending' else 'approved' end
      from ${customers}`,
    ...(chunk.onlyGood
      ? []
      : [
          sql`insert into preference (organisation_id, customer_id, channel, subscribed, source)
            select ${organisationId}, ${id("4", sql`n`)}, 'campaign', false, 'import' from ${customers} where n % 40 = 0`,
          // The trigger writes them where triggers run.
          sql`insert into mailbox_choice (organisation_id, email_key, subscribed, source, customer_id)
            select customer.organisation_id, email_key, false, 'import', customer.id
            from ${customers} join customer on customer.id = ${id("4", sql`n`)}
            where n % 40 = 0 and email_key is not null on conflict do nothing`,
        ]),
  ];
}

const petName = (nth: RawBuilder<unknown> | number): RawBuilder<string> =>
  sql`(array['Luna', 'Milo', 'Biscuit', 'Pepper', 'Rex'])[1 + (f + ${typeof nth === "number" ? sql.lit(nth) : nth}) % 5]`;

function familyOf(n: number): number {
  return Math.floor((n - 1) / 3) * 2 + ((n - 1) % 3 === 2 ? 1 : 0);
}

/** Ids that rise with the number, so indexes grow at their end, and differ between organisations and kinds. */
function idsOf(organisationId: string): (kind: string, n: RawBuilder<unknown>) => RawBuilder<unknown> {
  const own = createHash("sha256").update(organisationId).digest("hex").slice(0, 12);
  return (kind, n) =>
    sql`(${sql.lit(`${own.slice(0, 8)}-${own.slice(8)}-7${kind}00-8000-`)} || lpad(to_hex(${n}), 12, '0'))::uuid`;
}
