import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import type { SaveOutcome } from "../../save-outcome.ts";
import { noSuchFamily } from "./choose-family.ts";
import type { SaveFamilyInput } from "./schemas.ts";

/**
 * Calls a family something else; lists, threads and files have the new name from then on.
 * @throws {PackpostError} forbidden, not_found
 */
export async function saveFamily({
  ctx,
  input: { familyId, name, seen },
}: {
  ctx: Context;
  input: SaveFamilyInput;
}): Promise<SaveOutcome<"name", { name: string }>> {
  requirePermission(ctx, "customer.edit");
  if (name === "") return { outcome: "wrong", faults: { name: "A family needs a name." } };
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ name: string }>`
      select name from family where organisation_id = ${ctx.organisationId} and id = ${familyId} for no key update`.execute(
      em.getKysely(),
    );
    const [now] = rows;
    if (now === undefined) throw noSuchFamily();
    if (now.name === name) return { outcome: "saved" };
    if (now.name !== seen) return { outcome: "conflict", now };
    await sql`
      update family set name = ${name} where organisation_id = ${ctx.organisationId} and id = ${familyId}`.execute(
      em.getKysely(),
    );
    writeAudit(em, ctx, {
      ...{ action: "family.changed", subjectKind: "family", subjectId: familyId },
      detail: { changed: ["name"] },
    });
    return { outcome: "saved" };
  });
}
