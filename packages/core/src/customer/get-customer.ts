import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { type FamilyPanel, readFamilyPanel } from "../conversation/get-family-panel.ts";
import { visibleThreads } from "../conversation/thread-scope.ts";
import { PackpostError } from "../errors.ts";

export const customerIdSchema = z.object({ customerId: z.uuid() });

/** A customer's page: who they are and the family they belong to. */
export interface CustomerPage extends Omit<FamilyPanel, "known"> {
  id: string;
  name: string;
  number: number;
  family: { id: string; name: string };
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
  input: z.infer<typeof customerIdSchema>;
}): Promise<CustomerPage> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<Pick<CustomerPage, "id" | "name" | "number" | "family">>`
      select customer.id, coalesce(nullif(btrim(first_name || ' ' || last_name), ''), 'Customer ' || number) as name, number,
        jsonb_build_object('id', family.id, 'name', family.name) as family
      from customer
      join family on family.organisation_id = customer.organisation_id and family.id = customer.family_id
      -- The scope is asked of the family, whether it has a thread yet or not.
      cross join lateral (select customer.organisation_id, customer.family_id) thread
      where customer.organisation_id = ${ctx.organisationId} and customer.id = ${input.customerId} and ${visibleThreads(ctx)}`.execute(
      em.getKysely(),
    );
    const [customer] = rows;
    if (customer === undefined) {
      throw new PackpostError("not_found", "This customer’s page is not open to you.", {
        nextStep: "Basic staff see the families they visit today: look into your schedule.",
      });
    }
    return { ...customer, ...(await readFamilyPanel(em, ctx, customer.family.id)) };
  });
}
