import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { writeMerge } from "./merge-record.ts";
import { holdFamilies, moveHousehold } from "./move-household.ts";
import type { MergeFamiliesInput } from "./schemas.ts";

/**
 * Makes one household of two (P11): people, pets, visits and what was said in the thread of one go to the other. It is hidden from then on.
 * @throws {PackpostError} forbidden, not_found, invalid_input
 */
export async function mergeFamilies({
  ctx,
  input,
}: {
  ctx: Context;
  input: MergeFamiliesInput;
}): Promise<{ mergeId: string }> {
  requirePermission(ctx, "customer.edit");
  const { keptFamilyId: to, mergedFamilyId: from } = input;
  if (to === from) throw new PackpostError("invalid_input", "These are the same family already.");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const names = await holdFamilies(em, ctx, [from, to]);
    const household = await moveHousehold(em, ctx, { from, to });
    const before = { name: names.get(from) };
    const mergeId = await writeMerge(em, ctx, {
      ...{ kind: "families", keptId: to, mergedId: from, moved: { household }, before },
    });
    writeAudit(em, ctx, {
      ...{ action: "family.merged", subjectKind: "family", subjectId: to },
      detail: { mergedId: from, mergeId, people: household.customers.length, pets: household.pets.length },
    });
    return { mergeId };
  });
}
