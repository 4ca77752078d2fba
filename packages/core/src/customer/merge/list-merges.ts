import type { MergeKind } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { nameOf } from "../../audience/person-reasons-sql.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { requireCustomer } from "../list/require-customer.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";
import { UNDO_DAYS } from "./schemas.ts";

/** A merge or split of a customer or of their family. */
export interface MergeDone {
  id: string;
  kind: MergeKind;
  /** What the hidden, or new, one is called. */
  name: string;
  by: string;
  at: Date;
  /** Until then it can be taken back; null = it was. */
  undoUntil: Date | null;
  undoneAt: Date | null;
}

/**
 * What was merged into a customer or their family, or split off it, the newest first (P11). By merge_of_kept.
 * @throws {PackpostError} forbidden, not_found
 */
export async function listMerges({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerIdInput;
}): Promise<MergeDone[]> {
  requirePermission(ctx, "customer.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const { rows } = await sql<{
      id: string;
      kind: MergeKind;
      name: string | null;
      by: string;
      at: string;
      undoUntil: string;
      undoneAt: string | null;
    }>`
      select merge.id, merge.kind, staff.name as by, merge.done_at as at, merge.done_at + make_interval(days => ${sql.lit(UNDO_DAYS)}) as "undoUntil", merge.undone_at as "undoneAt",
        case when merge.kind = 'customers'
          then (select ${nameOf("gone")} || ' (' || gone.number || ')' from customer gone where gone.organisation_id = merge.organisation_id and gone.id = merge.merged_id)
          else (select family.name from family where family.organisation_id = merge.organisation_id and family.id = merge.merged_id) end as name
      from customer
      join merge on merge.organisation_id = customer.organisation_id and merge.kept_id in (customer.id, customer.family_id)
      join staff_member staff on staff.organisation_id = merge.organisation_id and staff.id = merge.done_by
      where customer.organisation_id = ${ctx.organisationId} and customer.id = ${input.customerId}
      order by merge.done_at desc, merge.id limit 20`.execute(em.getKysely());
    return rows.map((row) => ({
      ...{ id: row.id, kind: row.kind, name: row.name ?? "", by: row.by },
      at: instantFrom(row.at),
      undoUntil: row.undoneAt === null ? instantFrom(row.undoUntil) : null,
      undoneAt: instantFrom(row.undoneAt),
    }));
  });
}
