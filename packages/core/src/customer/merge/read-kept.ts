import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { nameOf } from "../../audience/person-reasons-sql.ts";
import type { Context } from "../../context.ts";
import { visibleCustomers } from "../list/customer-scope-sql.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";

/** What became of a record that was merged. */
export interface KeptRecord {
  /** The one that was kept. */
  customerId: string;
  /** What the hidden one is called. */
  name: string;
  number: number;
}

/**
 * Where the page of a record leads that was merged into another one (P11): old links and bookmarks go on working. By the primary key.
 * @returns null = it was not merged, or the actor may not see the one that was kept
 * @throws {PackpostError} forbidden
 */
export async function readKept({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerIdInput;
}): Promise<KeptRecord | null> {
  requirePermission(ctx, "conversation.own_schedule");
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<KeptRecord>`
      select customer.id as "customerId", ${nameOf("gone")} as name, gone.number from customer gone
      join customer on customer.organisation_id = gone.organisation_id and customer.id = gone.merged_into
      where gone.organisation_id = ${ctx.organisationId} and gone.id = ${input.customerId} and ${visibleCustomers(ctx)}`.execute(
      em.getKysely(),
    ),
  );
  return rows[0] ?? null;
}
