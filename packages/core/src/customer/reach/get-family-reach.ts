import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { visibleCustomers } from "../list/customer-scope-sql.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";
import { type FamilyLine, type FamilyRow, familyColumns, familyOf } from "./family-line-sql.ts";

/**
 * By which ways everybody of a customer's family can be reached, and why not (P11): for basic staff on the day of a visit.
 * @throws {PackpostError} forbidden; not_found, also outside the actor's scope
 */
export async function getFamilyReach({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerIdInput;
}): Promise<FamilyLine> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<FamilyRow>`
      select ${familyColumns(ctx)}
      from (select customer.family_id, customer.pet_names, '[]'::jsonb as place from customer
            where customer.organisation_id = app_organisation_id() and customer.id = ${input.customerId} and ${visibleCustomers(ctx)}) head`.execute(
      em.getKysely(),
    );
    const [row] = rows;
    if (row === undefined) throw noSuchCustomer();
    return familyOf(row);
  });
}
