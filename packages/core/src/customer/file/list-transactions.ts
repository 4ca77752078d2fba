import type { TransactionKind } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../paging/cursor.ts";
import { instantFrom } from "../../paging/instant.ts";
import { pageSchema } from "../../paging/page-schema.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { customerIdSchema } from "../page/get-customer.ts";

export const listTransactionsSchema = customerIdSchema.extend(pageSchema.shape);

export interface CustomerTransaction {
  id: string;
  kind: TransactionKind;
  at: Date;
  /** "10-visit card"; "" = not said. */
  what: string;
}

export interface TransactionPage {
  transactions: CustomerTransaction[];
  nextCursor: string | null;
}

/**
 * A page of what a customer bought, visited and paid, the newest first (P7), without what was taken out. Index: transaction_by_customer.
 * @throws {PackpostError} forbidden, not_found
 */
export async function listTransactions({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.output<typeof listTransactionsSchema>;
}): Promise<TransactionPage> {
  requirePermission(ctx, "customer.read");
  const after = input.cursor ? decodeCursor(input.cursor, ["instant", "uuid"]) : null;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const { rows } = await sql<Omit<CustomerTransaction, "at"> & { at: string }>`
      select id, kind, at, what from transaction
      where organisation_id = ${ctx.organisationId} and customer_id = ${input.customerId} and taken_out_at is null
        ${after === null ? sql`` : sql`and (at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
      order by at desc, id desc limit ${sql.lit(input.pageSize + 1)}`.execute(em.getKysely());
    const page = rows.slice(0, input.pageSize);
    const last = rows.length > page.length ? page.at(-1) : undefined;
    return {
      transactions: page.map((row) => ({ ...row, at: instantFrom(row.at) })),
      nextCursor: last === undefined ? null : encodeCursor([last.at, last.id]),
    };
  });
}
