import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import { nameOf } from "../../audience/person-reasons-sql.ts";
import type { Context } from "../../context.ts";
import { type FamilyPanel, readFamilyPanel } from "../../conversation/get-family-panel.ts";
import { PackpostError } from "../../errors.ts";
import type { Language } from "../../messages/languages.ts";
import { type CustomerLine, lineOf, linesOf } from "../list/customer-line-sql.ts";
import { visibleCustomers } from "../list/customer-scope-sql.ts";

export const customerIdSchema = z.object({ customerId: z.uuid() });
export type CustomerIdInput = z.infer<typeof customerIdSchema>;

/** A customer's page: who they are, how they can be reached, and the family they belong to. */
export interface CustomerPage extends CustomerLine, Omit<FamilyPanel, "known"> {
  /** In which they want what we write by ourselves; null = as the organisation. */
  language: Language | null;
}

/**
 * A customer with their family, for staff who may see the family's thread (V6): basic staff on the day of a visit.
 * @throws {PackpostError} forbidden; not_found, also outside the actor's scope
 */
export async function getCustomer({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerIdInput;
}): Promise<CustomerPage> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await linesOf(ctx, sql`select ${input.customerId}::uuid as id`, {
      shown: visibleCustomers(ctx),
      ...{ order: sql`customer.id`, place: sql`null`, most: 1 },
    }).execute(em.getKysely());
    const [customer] = rows.filter((row) => row.customer_id !== null).map(lineOf);
    if (customer === undefined) {
      await tellOfMerge(em, ctx, input.customerId);
      throw new PackpostError("not_found", "This customer’s page is not open to you.", {
        nextStep: "Basic staff see the families they visit today: look into your schedule.",
      });
    }
    const language = await readLanguage(em, ctx, input.customerId);
    return { ...customer, language, ...(await readFamilyPanel(em, ctx, customer.family.id)) };
  });
}

async function readLanguage(em: EntityManager, ctx: Context, customerId: string): Promise<Language | null> {
  const { rows } = await sql<{ language: Language | null }>`
    select language from customer where organisation_id = ${ctx.organisationId} and id = ${customerId}`.execute(
    em.getKysely(),
  );
  return rows[0]?.language ?? null;
}

/** A record that was merged leads to the one that was kept (P11). @throws {PackpostError} not_found, naming that one */
async function tellOfMerge(em: EntityManager, ctx: Context, customerId: string): Promise<void> {
  const { rows } = await sql<{ name: string; number: number }>`
    select ${nameOf("customer")} as name, customer.number from customer gone
    join customer on customer.organisation_id = gone.organisation_id and customer.id = gone.merged_into
    where gone.organisation_id = ${ctx.organisationId} and gone.id = ${customerId} and ${visibleCustomers(ctx)}`.execute(
    em.getKysely(),
  );
  const [kept] = rows;
  if (kept === undefined) return;
  throw new PackpostError("not_found", `This record was merged into ${kept.name}, customer ${kept.number}.`, {
    nextStep: "Look for them in the list of customers.",
  });
}
