import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { writeMerge } from "./merge-record.ts";
import { holdFamilies, movePeople } from "./move-household.ts";
import type { SplitFamilyInput } from "./schemas.ts";

/**
 * Makes two households of one (P11): who and which pets are chosen go to a new family, with the pets' visits. What was said stays in the
 * thread of the family that it was said to; the new one has its own.
 * @throws {PackpostError} forbidden, not_found, invalid_input (nobody would stay, or somebody is of another family)
 */
export async function splitFamily({
  ctx,
  input,
}: {
  ctx: Context;
  input: SplitFamilyInput;
}): Promise<{ mergeId: string; familyId: string }> {
  requirePermission(ctx, "customer.edit");
  const { familyId: from, name, customerIds, petIds } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await holdFamilies(em, ctx, [from]);
    await requireSomebodyStays(em, ctx, input);
    const { rows } = await sql<{ id: string }>`
      insert into family (organisation_id, name) values (${ctx.organisationId}, ${name}) returning id`.execute(
      em.getKysely(),
    );
    const to = rows[0]?.id ?? "";
    const household = await movePeople(em, ctx, { from, to, customers: customerIds, pets: petIds });
    if (
      household.customers.length < new Set(customerIds).size ||
      household.pets.length < new Set(petIds).size
    )
      throw new PackpostError("not_found", "Somebody who was chosen is not of this family any more.", {
        ...{ effect: "Nothing was changed.", nextStep: "Reload the page." },
      });
    const mergeId = await writeMerge(em, ctx, {
      ...{ kind: "split", keptId: from, mergedId: to, moved: { household }, before: {} },
    });
    writeAudit(em, ctx, {
      ...{ action: "family.split", subjectKind: "family", subjectId: from },
      detail: { newFamilyId: to, mergeId, people: customerIds.length, pets: petIds.length },
    });
    return { mergeId, familyId: to };
  });
}

async function requireSomebodyStays(
  em: EntityManager,
  ctx: Context,
  { familyId, customerIds }: SplitFamilyInput,
): Promise<void> {
  const { rows } = await sql`
    select from customer where organisation_id = ${ctx.organisationId} and family_id = ${familyId} and merged_into is null
      and not id = any(${customerIds}::uuid[]) limit 1`.execute(em.getKysely());
  if (rows.length > 0) return;
  throw new PackpostError("invalid_input", "Somebody has to stay in the family.", {
    ...{ effect: "Nothing was changed.", nextStep: "Choose fewer people." },
  });
}
