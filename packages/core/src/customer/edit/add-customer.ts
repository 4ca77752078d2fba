import { advisoryLocks } from "@packpost/db/advisory-locks";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import type { Faults } from "../../save-outcome.ts";
import { chooseFamily } from "./choose-family.ts";
import { customerFieldNames, faultsOf, NO_NAME, ownCountry, storedOf } from "./customer-fields.ts";
import { findKnown, type KnownPerson } from "./find-known.ts";
import type { AddCustomerInput, CustomerFields } from "./schemas.ts";

export type AddCustomerOutcome =
  | { readonly outcome: "added"; readonly customerId: string }
  | { readonly outcome: "wrong"; readonly faults: Faults<keyof CustomerFields> }
  /** Somebody has this address, number or name already; nothing was added. */
  | { readonly outcome: "known"; readonly people: KnownPerson[] };

/** Numbers above are none of ours: an import may bring what another system counts by. */
const LARGEST_OWN_NUMBER = 1_999_999_999;
const TRIES = 3;

/**
 * Adds a customer to a family, or with a new one (P11). Whose address, number or name somebody has already is asked about once, never added in
 * silence; several people may share a mailbox. The same id a second time changes nothing. Who may be written to follows in the same
 * transaction, by the triggers of eligibility; what was said at the mailbox before holds for them too (C18).
 * @throws {PackpostError} forbidden; not_found (family); conflict (an id that is in use elsewhere)
 */
export async function addCustomer({
  ctx,
  input,
}: {
  ctx: Context;
  input: AddCustomerInput;
}): Promise<AddCustomerOutcome> {
  requirePermission(ctx, "customer.edit");
  const { customerId, fields, family: chosen, anyway } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const country = await ownCountry(em, ctx);
    const faults = faultsOf(fields, customerFieldNames, country);
    if (fields.firstName === "" && fields.lastName === "") faults.firstName = NO_NAME;
    if (Object.keys(faults).length > 0) return { outcome: "wrong", faults };
    // Whoever adds somebody at the same moment, with the same id too, or an import, comes before or after this.
    await sql`
      select pg_advisory_xact_lock(${sql.lit(advisoryLocks.upserts)}, hashtext(${ctx.organisationId}))`.execute(
      em.getKysely(),
    );
    if (await isThere(em, ctx, customerId)) return { outcome: "added", customerId };
    const name = `${fields.firstName} ${fields.lastName}`;
    const familyId = chosen.newName === null ? chosen.familyId : null;
    const stored = (name: keyof CustomerFields) => storedOf(name, fields[name] ?? "", country);
    const said = { email: stored("email"), phone: stored("phone"), name };
    const people = anyway ? [] : await findKnown(em, ctx, said, { familyId });
    if (people.length > 0) return { outcome: "known", people };
    const family = await chooseFamily(em, ctx, chosen, fields.lastName || fields.firstName);
    await insertCustomer(em, ctx, input, {
      ...{ contact: family.hasPrimary ? "secondary" : "primary", stored },
    });
    writeAudit(em, ctx, {
      ...{ action: "customer.added", subjectKind: "customer", subjectId: customerId },
      detail: {
        familyId: family.id,
        newFamily: chosen.newName !== null,
        fields: customerFieldNames.filter((name) => (fields[name] ?? "") !== ""),
        ...(anyway && { anyway }),
      },
    });
    return { outcome: "added", customerId };
  });
}

async function isThere(em: EntityManager, ctx: Context, customerId: string): Promise<boolean> {
  const { rows } = await sql`
    select from customer where organisation_id = ${ctx.organisationId} and id = ${customerId}`.execute(
    em.getKysely(),
  );
  return rows.length > 0;
}

/** With the next number, by customer_largest_number; whoever takes it at this moment without the lock makes it look again. */
async function insertCustomer(
  em: EntityManager,
  ctx: Context,
  { customerId, family }: AddCustomerInput,
  {
    contact,
    stored,
  }: { contact: "primary" | "secondary"; stored: (name: keyof CustomerFields) => string | null },
): Promise<void> {
  const { organisationId } = ctx;
  for (let tried = 0; tried < TRIES; tried++) {
    const { numAffectedRows } = await sql`
      insert into customer (organisation_id, id, number, family_id, contact, first_name, last_name, email, phone, language)
      select ${organisationId}, ${customerId}, 1 + coalesce((select number from customer where organisation_id = ${organisationId}
          and number > -2147483648 and number < ${sql.lit(LARGEST_OWN_NUMBER)} order by number desc limit 1), 0),
        ${family.familyId}, ${contact}, ${stored("firstName")}, ${stored("lastName")}, ${stored("email")}, ${stored("phone")}, ${stored("language")}
      on conflict do nothing`.execute(em.getKysely());
    if (numAffectedRows === 1n) return;
  }
  throw new PackpostError("conflict", "This was already used for another customer.", {
    ...{ effect: "Nobody was added.", nextStep: "Reload the page and add them again." },
  });
}
