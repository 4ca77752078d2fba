import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { Faults } from "../../save-outcome.ts";
import { noSuchFamily } from "./choose-family.ts";
import type { AddPetInput } from "./holding-schemas.ts";

export type AddPetOutcome =
  | { readonly outcome: "added"; readonly petId: string }
  | { readonly outcome: "wrong"; readonly faults: Faults<"name"> }
  /** The family has one of this name; nothing was added. */
  | { readonly outcome: "known"; readonly name: string; readonly active: boolean };

/**
 * Adds a pet to a family. One of the same name is asked about once. The same id a second time changes nothing.
 * @throws {PackpostError} forbidden; not_found (family); conflict (an id that is in use elsewhere)
 */
export async function addPet({
  ctx,
  input: { petId, familyId, fields, anyway },
}: {
  ctx: Context;
  input: AddPetInput;
}): Promise<AddPetOutcome> {
  requirePermission(ctx, "customer.edit");
  const { organisationId } = ctx;
  if (fields.name === "") return { outcome: "wrong", faults: { name: "A pet needs a name." } };
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    const family = await sql`
      select from family where organisation_id = ${organisationId} and id = ${familyId} for no key update`.execute(
      kysely,
    );
    if (family.rows.length === 0) throw noSuchFamily();
    const { rows } = await sql<{ id: string; name: string; status: string; same: boolean }>`
      select id, name, status, fold_text(name) = fold_text(${fields.name}) as same from pet
      where organisation_id = ${organisationId} and family_id = ${familyId} order by status, created_at, id`.execute(
      kysely,
    );
    if (rows.some(({ id }) => id === petId)) return { outcome: "added", petId };
    const same = rows.find((pet) => pet.same);
    if (same !== undefined && !anyway)
      return { outcome: "known", name: same.name, active: same.status === "active" };
    const { numAffectedRows } = await sql`
      insert into pet (organisation_id, id, family_id, name, kind, status)
      values (${organisationId}, ${petId}, ${familyId}, ${fields.name}, ${fields.kind}, ${fields.status})
      on conflict do nothing`.execute(kysely);
    if (numAffectedRows === 0n)
      throw new PackpostError("conflict", "This was already used for another pet.", {
        ...{ effect: "No pet was added.", nextStep: "Reload the page and add it again." },
      });
    writeAudit(em, ctx, {
      ...{ action: "pet.added", subjectKind: "pet", subjectId: petId },
      detail: { familyId, fields: fields.kind === "" ? ["name"] : ["name", "kind"] },
    });
    return { outcome: "added", petId };
  });
}
