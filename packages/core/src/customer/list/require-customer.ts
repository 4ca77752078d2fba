import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../../context.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import { visibleCustomers } from "./customer-scope-sql.ts";

/**
 * Makes sure that a customer is there and the actor may see them, in the running transaction.
 * @throws {PackpostError} not_found, also outside the actor's scope
 */
export async function requireCustomer(em: EntityManager, ctx: Context, customerId: string): Promise<void> {
  const { rows } = await sql`
    select from customer where customer.organisation_id = ${ctx.organisationId} and customer.id = ${customerId} and ${visibleCustomers(ctx)}`.execute(
    em.getKysely(),
  );
  if (rows.length === 0) throw noSuchCustomer();
}
