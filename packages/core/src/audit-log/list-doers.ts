import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

/** Staff, past and present, by whom the audit can be narrowed (O3). @throws {PackpostError} forbidden */
export function listDoers({ ctx }: { ctx: Context }): Promise<{ id: string; name: string; left: boolean }[]> {
  requirePermission(ctx, "audit.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ id: string; name: string; left: boolean }>`
      select id, name, ended_at is not null as left from staff_member
      where organisation_id = ${ctx.organisationId} order by ended_at is not null, name, id limit 1000`.execute(
      em.getKysely(),
    );
    return rows;
  });
}
