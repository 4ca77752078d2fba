import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { ChosenFamily } from "./schemas.ts";

/** A family that somebody joins, its row held to the end of the unit of work. */
export interface HeldFamily {
  id: string;
  name: string;
  /** Whether somebody is its primary contact. */
  hasPrimary: boolean;
}

/**
 * The family that was chosen, made if it is a new one; a retry finds the one that the first try made.
 * @param called what a new one is called where nobody said it
 * @throws {PackpostError} not_found; conflict (the id is in use elsewhere)
 */
export async function chooseFamily(
  em: EntityManager,
  ctx: Context,
  { familyId, newName }: ChosenFamily,
  called: string,
): Promise<HeldFamily> {
  const kysely = em.getKysely();
  if (newName !== null)
    await sql`
      insert into family (organisation_id, id, name) values (${ctx.organisationId}, ${familyId}, ${newName || called})
      on conflict do nothing`.execute(kysely);
  const { rows } = await sql<HeldFamily>`
    select id, name, exists (select from customer where customer.organisation_id = family.organisation_id
      and customer.family_id = family.id and customer.contact = 'primary') as "hasPrimary"
    from family where organisation_id = ${ctx.organisationId} and id = ${familyId} and merged_into is null for no key update`.execute(
    kysely,
  );
  const [family] = rows;
  if (family !== undefined) return family;
  if (newName === null) throw noSuchFamily();
  throw new PackpostError("conflict", "This was already used for another family.", {
    ...{ effect: "Nothing was changed.", nextStep: "Reload the page and try it again." },
  });
}

/** The answer where a family is not there, or is another organisation's. */
export function noSuchFamily(): PackpostError {
  return new PackpostError("not_found", "This family is not there any more.", {
    ...{ effect: "Nothing was changed.", nextStep: "Choose another family." },
  });
}
