import { Pass } from "@packpost/db/entities/pass.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

export interface PassChoice {
  id: string;
  name: string;
}

/**
 * What one can hold here, by name.
 * @throws {PackpostError} forbidden
 */
export async function listPasses({ ctx }: { ctx: Context }): Promise<PassChoice[]> {
  requirePermission(ctx, "customer.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const passes = await em.find(
      Pass,
      { organisationId: ctx.organisationId },
      { orderBy: { name: "asc", id: "asc" } },
    );
    return passes.map(({ id, name }) => ({ id, name }));
  });
}
