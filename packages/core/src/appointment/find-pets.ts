import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { foundFamilies } from "../customer/find-families-sql.ts";
import { isStorable } from "../storable-text.ts";
import type { findPetsSchema } from "./schemas.ts";

export interface FoundPet {
  id: string;
  name: string;
  family: { id: string; name: string };
  people: string[];
}

/** So many are shown; whoever looks for another one types on. */
const MOST = 12;

/**
 * Active pets by their own or a parent's name, for a new appointment.
 * @throws {PackpostError} forbidden
 */
export async function findPets({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof findPetsSchema>;
}): Promise<FoundPet[]> {
  requirePermission(ctx, "schedule.manage");
  if (input.term.trim() === "" || !isStorable(input.term)) return [];
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<FoundPet>`
      with found as materialized (${foundFamilies(ctx, input.term, MOST)})
      select pet.id, pet.name, jsonb_build_object('id', family.id, 'name', family.name) as family,
        array(select btrim(first_name || ' ' || last_name) from customer
          where customer.organisation_id = family.organisation_id and customer.family_id = family.id order by contact, id) as people
      from found
      join family on family.organisation_id = ${ctx.organisationId} and family.id = found.family_id
      join pet on pet.organisation_id = family.organisation_id and pet.family_id = family.id and pet.status = 'active'
      order by found.place, found.similarity desc, family.name, family.id, pet.name, pet.id limit ${MOST * 2}`.execute(
      em.getKysely(),
    );
    return rows;
  });
}
