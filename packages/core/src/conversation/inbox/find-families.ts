import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { storableTextSchema } from "../../storable-text.ts";

export const findFamiliesSchema = z.object({ term: storableTextSchema.max(200) });

export interface FoundFamily {
  id: string;
  name: string;
  people: { id: string; name: string; phone: string | null; email: string | null }[];
  pets: string[];
}

/** So many families are shown; whoever looks for another one types on. */
const MOST = 12;

/** Looked at before the best are chosen. */
const MOST_LOOKED_AT = 200;

/**
 * Families by part of a parent's or a pet's name (V2), for a new conversation: apostrophes, accents and case as they like, a slip of the
 * finger where nobody has the word itself, a customer's number, part of a phone number. Whose name is or begins with it comes first.
 * Through search_customers(), search_phones(), search_similar_customers().
 * @throws {PackpostError} forbidden
 */
export async function findFamilies({
  ctx,
  input: { term },
}: {
  ctx: Context;
  input: z.infer<typeof findFamiliesSchema>;
}): Promise<FoundFamily[]> {
  requirePermission(ctx, "conversation.all");
  if (term.trim() === "") return [];
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<FoundFamily>`
      with exact as materialized (
        select id from search_customers(${term}, 60) as matching (id) union select id from search_phones(${term}, 60) as matching (id)),
      matching as materialized (
        select id from exact
        union all select id from search_similar_customers(${term}, ${MOST_LOOKED_AT}) as similar_ones (id) where not exists (select from exact)),
      wanted as materialized (select search_term(${term}) as term),
      found as materialized (
        select customer.family_id,
          min(case when customer.name_key = wanted.term or customer.number::text = wanted.term then 0
            when position(' ' || wanted.term || ' ' in ' ' || customer.search_key || ' ') > 0 then 1
            when position(' ' || wanted.term in ' ' || customer.search_key) > 0 then 2 else 3 end) as place,
          max(word_similarity(wanted.term, customer.search_key)) as similarity
        from matching join customer on customer.organisation_id = ${ctx.organisationId} and customer.id = matching.id cross join wanted
        group by customer.family_id
        order by place, similarity desc, customer.family_id limit ${MOST})
      select family.id, family.name,
        array(select jsonb_build_object('id', id, 'name', btrim(first_name || ' ' || last_name), 'phone', phone, 'email', email) from customer
          where customer.organisation_id = family.organisation_id and customer.family_id = family.id order by contact, id) as people,
        array(select name from pet where pet.organisation_id = family.organisation_id and pet.family_id = family.id and status = 'active' order by created_at, id) as pets
      from found join family on family.organisation_id = ${ctx.organisationId} and family.id = found.family_id
      order by found.place, found.similarity desc, family.name, family.id`.execute(em.getKysely());
    return rows;
  });
}
