import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { Faults } from "../../save-outcome.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import { type AddTransactionInput, FIRST_TRANSACTION_DAY } from "./holding-schemas.ts";

export type AddTransactionOutcome =
  | { readonly outcome: "added" }
  | { readonly outcome: "wrong"; readonly faults: Faults<"date"> };

/**
 * Adds a purchase, visit or payment of a day: what counts as contact (P7), so that campaigns may reach them again in the same transaction.
 * Of today it happened now, of another day at noon there. The same id a second time changes nothing.
 * @throws {PackpostError} forbidden; not_found; conflict (an id that is in use elsewhere)
 */
export async function addTransaction({
  ctx,
  input: { transactionId, customerId, kind, date, what },
}: {
  ctx: Context;
  input: AddTransactionInput;
}): Promise<AddTransactionOutcome> {
  requirePermission(ctx, "customer.edit");
  if (date < FIRST_TRANSACTION_DAY)
    return { outcome: "wrong", faults: { date: "Choose a day from 1990 on." } };
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { isToCome, at } = await placeInTime(em, ctx, date);
    if (isToCome) return { outcome: "wrong", faults: { date: "This day is still to come." } };
    const kysely = em.getKysely();
    const customer = await sql`
      select from customer where organisation_id = ${ctx.organisationId} and id = ${customerId} for no key update`.execute(
      kysely,
    );
    if (customer.rows.length === 0) throw noSuchCustomer();
    const { numAffectedRows } = await sql`
      insert into transaction (organisation_id, id, customer_id, kind, at, what)
      values (${ctx.organisationId}, ${transactionId}, ${customerId}, ${kind}, ${at}::timestamptz, ${what})
      on conflict do nothing`.execute(kysely);
    if (numAffectedRows === 0n) {
      await requireOwn(em, ctx, { transactionId, customerId });
      return { outcome: "added" };
    }
    writeAudit(em, ctx, {
      ...{ action: "transaction.added", subjectKind: "customer", subjectId: customerId },
      detail: { transactionId, fields: what === "" ? ["kind", "day"] : ["kind", "day", "what"] },
    });
    return { outcome: "added" };
  });
}

async function placeInTime(em: EntityManager, ctx: Context, date: string) {
  const { rows } = await sql<{ isToCome: boolean; at: string }>`
    select ${date}::date > today as "isToCome",
      case when ${date}::date = today then app_now() else (${date}::date + time '12:00') at time zone zone end as at
    from organisation cross join lateral (select (app_now() at time zone zone)::date as today) clock
    where id = ${ctx.organisationId}`.execute(em.getKysely());
  const [place] = rows;
  if (place === undefined) throw noSuchCustomer();
  return place;
}

/** The second press of one deed finds what the first has made. */
async function requireOwn(
  em: EntityManager,
  ctx: Context,
  { transactionId, customerId }: { transactionId: string; customerId: string },
): Promise<void> {
  const { rows } = await sql`
    select from transaction where organisation_id = ${ctx.organisationId} and id = ${transactionId} and customer_id = ${customerId}`.execute(
    em.getKysely(),
  );
  if (rows.length > 0) return;
  throw new PackpostError("conflict", "This was already used for another transaction.", {
    ...{ effect: "Nothing was added.", nextStep: "Reload the page and add it again." },
  });
}
