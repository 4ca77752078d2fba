import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { TransactionIdInput } from "./holding-schemas.ts";

interface Change {
  ctx: Context;
  input: TransactionIdInput;
}

/**
 * Takes a transaction out that was wrong: it counts as contact no more (P7). It stays in the table, so that it can be put back and that
 * an import does not bring it again.
 * @returns whether it counted before
 * @throws {PackpostError} forbidden, not_found
 */
export function takeOutTransaction({ ctx, input }: Change): Promise<boolean> {
  return change(ctx, input.transactionId, "taken_out");
}

/**
 * Puts a transaction back that was taken out.
 * @returns whether it was out
 * @throws {PackpostError} forbidden, not_found
 */
export function putBackTransaction({ ctx, input }: Change): Promise<boolean> {
  return change(ctx, input.transactionId, "put_back");
}

async function change(ctx: Context, transactionId: string, to: "taken_out" | "put_back"): Promise<boolean> {
  requirePermission(ctx, "customer.edit");
  const { organisationId } = ctx;
  const isOut = to === "taken_out";
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    // Its customer first, as whoever adds one does: of two changes the later one counts anew what the first left.
    const { rows } = await sql<{ customerId: string }>`
      select customer.id as "customerId" from customer
      where organisation_id = ${organisationId}
        and id = (select customer_id from transaction where organisation_id = ${organisationId} and id = ${transactionId})
      for no key update`.execute(em.getKysely());
    const [customer] = rows;
    if (customer === undefined)
      throw new PackpostError("not_found", "This transaction is not there.", {
        ...{ effect: "Nothing was changed.", nextStep: "Reload the page." },
      });
    const { numAffectedRows } = await sql`
      update transaction set taken_out_at = ${isOut ? sql`app_now()` : sql`null`}
      where organisation_id = ${organisationId} and id = ${transactionId} and (taken_out_at is null) = ${isOut}`.execute(
      em.getKysely(),
    );
    if (numAffectedRows === 0n) return false;
    writeAudit(em, ctx, {
      ...{ action: `transaction.${to}`, subjectKind: "customer", subjectId: customer.customerId },
      detail: { transactionId },
    });
    return true;
  });
}
