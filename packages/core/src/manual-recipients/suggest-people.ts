import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import type { SuggestPeopleInput } from "./schemas.ts";

/** As many as one looks through while typing. */
const MOST = 8;
/** Of those whom the words are found in anywhere, so many are looked at: a common syllable finds a hundred thousand. */
const LOOKED_AT = 60;

const rowSchema = z.object({
  number: z.number(),
  name: z.string(),
  email: z.string().nullable(),
  petNames: z.array(z.string()),
});

/** A customer who may be meant by what is being typed. */
export type SuggestedPerson = z.infer<typeof rowSchema>;

/**
 * Customers of the organisation whose name begins with what is typed, then those who have it anywhere in name, address,
 * number or pets' names (C3). The first by the index customer_by_name, the others by the trigram index from three letters
 * on; both stop early, so that it answers within 100 ms at a million customers.
 *
 * @param input.search what stands before the caret, at least two letters
 * @throws {PackpostError} forbidden
 */
export async function suggestPeople({
  ctx,
  input,
}: {
  ctx: Context;
  input: SuggestPeopleInput;
}): Promise<SuggestedPerson[]> {
  requirePermission(ctx, "campaign.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      with term as materialized (select search_term(${input.search}) as words),
      beginning as materialized (
        select customer.id, customer.search_key from term cross join lateral (
          select id, search_key from customer
          where organisation_id = app_organisation_id() and search_key >= '' and length(words) >= 2
            and search_key >= words and search_key < words || chr(1114111)
          order by search_key, id limit ${sql.lit(MOST)}) customer
      ), anywhere as materialized (
        select found.id from term cross join lateral search_customers(words, ${sql.lit(LOOKED_AT)}) found (id)
        where length(words) >= 3 and (select count(*) from beginning) < ${sql.lit(MOST)}
      )
      select customer.number, customer.email, customer.pet_names as "petNames",
             coalesce(nullif(btrim(customer.first_name || ' ' || customer.last_name), ''), 'Customer ' || customer.number) as name
      from customer
      where customer.organisation_id = app_organisation_id()
        and customer.id = any(array(select id from beginning union select id from anywhere))
      order by starts_with(customer.search_key, (select words from term)) desc, customer.search_key, customer.id
      limit ${sql.lit(MOST)}`.execute(em.getKysely());
    return rows.map((row) => rowSchema.parse(row));
  });
}
