import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";

/** How a pass is used: by its page. */
export interface PassUse {
  id: string;
  name: string;
  retiredAt: Date | null;
  /** Customers with an application for it, by what became of it. */
  approved: number;
  pending: number;
  /** Drafts of campaigns that are for it. */
  drafts: number;
}

/**
 * Every pass with how many hold it and wait for it. Counted over all applications of the organisation in one pass of the index of the
 * table's foreign key: a second at a million, so it is asked by its own page alone.
 * @throws {PackpostError} forbidden
 */
export async function countPassUses({ ctx }: { ctx: Context }): Promise<PassUse[]> {
  requirePermission(ctx, "customer.read");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const { rows } = await sql<Omit<PassUse, "retiredAt"> & { retiredAt: string | null }>`
      with held as materialized (
        select pass_id, count(*) filter (where status = 'approved')::int as approved, count(*) filter (where status = 'pending')::int as pending
        from application where organisation_id = ${organisationId} group by pass_id)
      select pass.id, pass.name, pass.retired_at as "retiredAt", coalesce(held.approved, 0) as approved, coalesce(held.pending, 0) as pending,
        (select count(*)::int from campaign join broadcast on broadcast.organisation_id = campaign.organisation_id and broadcast.id = campaign.id
          where campaign.organisation_id = pass.organisation_id and campaign.pass_id = pass.id and campaign.archived_at is null
            and broadcast.status = 'draft') as drafts
      from pass left join held on held.pass_id = pass.id
      where pass.organisation_id = ${organisationId} order by pass.retired_at is not null, pass.name, pass.id`.execute(
      em.getKysely(),
    );
    return rows.map((row) => ({
      ...row,
      retiredAt: row.retiredAt === null ? null : new Date(row.retiredAt),
    }));
  });
}
