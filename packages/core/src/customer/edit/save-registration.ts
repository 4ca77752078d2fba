import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { requireOpenPass } from "../../pass/hold-pass.ts";
import { changedFields, isOverwriting, type SaveOutcome } from "../../save-outcome.ts";
import { type RegistrationFields, registrationDays, type SaveRegistrationInput } from "./holding-schemas.ts";
import { noSuchPet } from "./no-such-pet.ts";

const fieldNames = ["status", "validThrough"] as const satisfies (keyof RegistrationFields)[];

/**
 * Registers a pet for a pass, or changes its registration: whether it is active, and through which day of the organisation's zone it is valid
 * (C2). Whom of the family the pass's mail reaches follows in the same transaction.
 * @returns `conflict` with null: it was shown one that is not there
 * @throws {PackpostError} forbidden; not_found (pet, pass); conflict (a retired pass, for which it is not registered)
 */
export async function saveRegistration({
  ctx,
  input: { petId, passId, fields, seen },
}: {
  ctx: Context;
  input: SaveRegistrationInput;
}): Promise<SaveOutcome<"validThrough", RegistrationFields | null>> {
  requirePermission(ctx, "customer.edit");
  const { organisationId } = ctx;
  const { first, last } = registrationDays;
  // A day that stood there before, such as 9999-12-31 of an import, is nobody's mistake now.
  if (
    fields.validThrough !== seen?.validThrough &&
    (fields.validThrough < first || fields.validThrough > last)
  )
    return { outcome: "wrong", faults: { validThrough: "Choose a day from 2000 to 2100." } };
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    const pet = await sql`
      select from pet where organisation_id = ${organisationId} and id = ${petId} for no key update`.execute(
      kysely,
    );
    if (pet.rows.length === 0) throw noSuchPet();
    const { rows } = await sql<RegistrationFields>`
      select status, valid_through::text as "validThrough" from registration
      where organisation_id = ${organisationId} and pet_id = ${petId} and pass_id = ${passId}`.execute(
      kysely,
    );
    const now = rows[0] ?? null;
    if (now !== null && fieldNames.every((name) => now[name] === fields[name])) return { outcome: "saved" };
    if ((now === null) !== (seen === null)) return { outcome: "conflict", now };
    const changed = seen === null ? [...fieldNames] : changedFields(fieldNames, { fields, seen });
    if (now !== null && seen !== null && isOverwriting(changed, { fields, seen, now }))
      return { outcome: "conflict", now };
    if (now === null) await requireOpenPass(em, ctx, passId);
    const set = changed.map((name) =>
      name === "status" ? sql`status = excluded.status` : sql`valid_through = excluded.valid_through`,
    );
    if (changed.length === 0) return { outcome: "saved" };
    await sql`
      insert into registration (organisation_id, pet_id, pass_id, status, valid_through)
      values (${organisationId}, ${petId}, ${passId}, ${fields.status}, ${fields.validThrough}::date)
      on conflict (pet_id, pass_id, organisation_id) do update set ${sql.join(set)}`.execute(kysely);
    writeAudit(em, ctx, {
      action: now === null ? "registration.added" : "registration.changed",
      ...{ subjectKind: "pet", subjectId: petId, detail: { passId, changed } },
    });
    return { outcome: "saved" };
  });
}
