import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

export interface PassChoice {
  id: string;
  name: string;
  /** Nobody gets it any more. */
  retired: boolean;
}

/**
 * What one can hold here, by name; the retired ones come last.
 * @throws {PackpostError} forbidden
 */
export async function listPasses({ ctx }: { ctx: Context }): Promise<PassChoice[]> {
  requirePermission(ctx, "customer.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<PassChoice>`
      select id, name, retired_at is not null as retired from pass
      where organisation_id = ${ctx.organisationId} order by retired_at is not null, name, id`.execute(
      em.getKysely(),
    );
    return rows;
  });
}
