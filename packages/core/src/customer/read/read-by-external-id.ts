import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { findKept } from "../find-kept.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import type { CustomerByIdInput, ReadCustomer } from "./schemas.ts";

type Row = Omit<ReadCustomer, "lastTransactionAt" | "updatedAt"> & {
  readonly lastTransactionAt: string | null;
  readonly updatedAt: string;
};

/**
 * A customer by what another system calls them (P10); of a record that was merged the one that was kept. By customer_external.
 * @throws {PackpostError} forbidden, not_found
 */
export async function readByExternalId({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerByIdInput;
}): Promise<ReadCustomer> {
  requirePermission(ctx, "customer.read");
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, async (em) =>
    sql<Row>`
      select customer.id, customer.external_id as "externalId", number, first_name as "firstName", last_name as "lastName", email, phone, contact,
        jsonb_build_object('id', family.id, 'externalId', family.external_id, 'name', family.name) as family,
        (select coalesce(jsonb_agg(jsonb_build_object('id', pet.id, 'externalId', pet.external_id, 'name', pet.name, 'status', pet.status) order by pet.created_at, pet.id), '[]')
          from pet where pet.organisation_id = family.organisation_id and pet.family_id = family.id) as pets,
        last_transaction_at as "lastTransactionAt", updated_at as "updatedAt"
      from customer join family on family.organisation_id = customer.organisation_id and family.id = customer.family_id
      where customer.organisation_id = ${ctx.organisationId} and customer.id = ${await findKept(em, ctx, input)}`.execute(
      em.getKysely(),
    ),
  );
  const [row] = rows;
  if (row === undefined) throw noSuchCustomer();
  return {
    ...row,
    lastTransactionAt: instantFrom(row.lastTransactionAt)?.toISOString() ?? null,
    updatedAt: instantFrom(row.updatedAt).toISOString(),
  };
}
