import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { changedFields, isOverwriting, type SaveOutcome } from "../../save-outcome.ts";
import type { PetFields, SavePetInput } from "./holding-schemas.ts";
import { noSuchPet } from "./no-such-pet.ts";

const fieldNames = ["name", "kind", "status"] as const satisfies (keyof PetFields)[];

/**
 * Changes a pet: what it is called, what animal it is, whether it is active. Only active pets count (C2): whom of the family a pass's mail
 * reaches follows in the same transaction, and so do its names in mails.
 * @throws {PackpostError} forbidden, not_found
 */
export async function savePet({
  ctx,
  input: { petId, fields, seen },
}: {
  ctx: Context;
  input: SavePetInput;
}): Promise<SaveOutcome<"name", PetFields>> {
  requirePermission(ctx, "customer.edit");
  if (fields.name === "" && seen.name !== "")
    return { outcome: "wrong", faults: { name: "A pet needs a name." } };
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<PetFields>`
      select name, kind, status from pet where organisation_id = ${ctx.organisationId} and id = ${petId} for no key update`.execute(
      em.getKysely(),
    );
    const [now] = rows;
    if (now === undefined) throw noSuchPet();
    const changed = changedFields(fieldNames, { fields, seen });
    if (isOverwriting(changed, { fields, seen, now })) return { outcome: "conflict", now };
    if (changed.every((name) => now[name] === fields[name])) return { outcome: "saved" };
    const set = changed.map((name) => sql`${sql.ref(name)} = ${fields[name]}`);
    await sql`
      update pet set ${sql.join(set)} where organisation_id = ${ctx.organisationId} and id = ${petId}`.execute(
      em.getKysely(),
    );
    writeAudit(em, ctx, {
      ...{ action: "pet.changed", subjectKind: "pet", subjectId: petId },
      detail: { changed },
    });
    return { outcome: "saved" };
  });
}
