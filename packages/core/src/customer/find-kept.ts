import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";

/** How somebody outside calls a customer, in exactly one way. */
export interface CalledCustomer {
  readonly customerId?: string | undefined;
  /** What another system calls them. */
  readonly externalId?: string | undefined;
  readonly number?: number | undefined;
}

/**
 * The customer that is meant, in the running transaction: what a merged record was called means the one that was kept (P11), at every
 * door. By the primary key, customer_external or the customer's number.
 * @returns null = nobody
 */
export async function findKept(
  em: EntityManager,
  { organisationId }: Context,
  { customerId, externalId, number }: CalledCustomer,
): Promise<string | null> {
  const called =
    customerId !== undefined
      ? sql`id = ${customerId}`
      : externalId !== undefined
        ? sql`external_id = ${externalId}`
        : sql`number = ${number ?? null}`;
  const { rows } = await sql<{ id: string }>`
    select coalesce(merged_into, id) as id from customer where organisation_id = ${organisationId} and ${called}`.execute(
    em.getKysely(),
  );
  return rows[0]?.id ?? null;
}
