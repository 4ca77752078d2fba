import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { foundFamilies } from "../../customer/find-families-sql.ts";
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

/**
 * Families by part of a parent's or a pet's name (V2), for a new conversation: apostrophes, accents and case as they like, a slip of the
 * finger where nobody has the word itself, a customer's number, part of a phone number. Whose name is or begins with it comes first.
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
      with found as materialized (${foundFamilies(ctx, term, MOST)})
      select family.id, family.name,
        array(select jsonb_build_object('id', id, 'name', btrim(first_name || ' ' || last_name), 'phone', phone, 'email', email) from customer
          where customer.organisation_id = family.organisation_id and customer.family_id = family.id order by contact, id) as people,
        array(select name from pet where pet.organisation_id = family.organisation_id and pet.family_id = family.id and status = 'active' order by created_at, id) as pets
      from found join family on family.organisation_id = ${ctx.organisationId} and family.id = found.family_id
      order by found.place, found.similarity desc, family.name, family.id`.execute(em.getKysely());
    return rows;
  });
}
