import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Reason } from "../../audience/explain-reasons.ts";
import type { Context } from "../../context.ts";
import { type CustomerLine, lineOf, linesOf } from "../list/customer-line-sql.ts";
import { visibleCustomers } from "../list/customer-scope-sql.ts";
import { noSuchCustomer } from "../no-such-customer.ts";

/** Whom an individual email goes to (P12). */
export interface Addressee {
  customer: CustomerLine;
  /**
   * Why nothing can go to them: no address, an address that is none, or that is blocked. An unsubscribe is no reason: it was said of
   * campaigns, and this is one mail by one person (C18).
   */
  barriers: Reason[];
}

/** @throws {PackpostError} not_found, also outside the actor's scope */
export async function readAddressee(em: EntityManager, ctx: Context, customerId: string): Promise<Addressee> {
  const { rows } = await linesOf(ctx, sql`select ${customerId}::uuid as id`, {
    shown: visibleCustomers(ctx),
    ...{ order: sql`customer.id`, place: sql`null`, most: 1 },
  }).execute(em.getKysely());
  const [customer] = rows.filter((row) => row.customer_id !== null).map(lineOf);
  if (customer === undefined) throw noSuchCustomer();
  return { customer, barriers: customer.emailReasons.filter(({ code }) => code !== "unsubscribed") };
}
