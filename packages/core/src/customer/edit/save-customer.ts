import { shownAddress } from "@packpost/db/address";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { shownNumber } from "../../address/read-number.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import type { Language } from "../../messages/languages.ts";
import { changedFields, isOverwriting, type SaveOutcome } from "../../save-outcome.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import {
  customerColumns,
  customerFieldNames,
  faultsOf,
  NO_NAME,
  ownCountry,
  storedOf,
} from "./customer-fields.ts";
import { findKnown, type KnownPerson } from "./find-known.ts";
import type { CustomerFields, SaveCustomerInput } from "./schemas.ts";

export type SaveCustomerOutcome =
  | SaveOutcome<keyof CustomerFields, CustomerFields>
  /** Others have this address or number already; nothing was changed. */
  | { readonly outcome: "known"; readonly people: KnownPerson[] };

/**
 * Changes a customer's name, address, number or language. Who may be written to follows in the same transaction, by the triggers of eligibility;
 * consent and blocks belong to the address (C18), so a new one has its own. The audit names the fields, not what stands in them.
 * @throws {PackpostError} forbidden, not_found
 */
export async function saveCustomer({
  ctx,
  input,
}: {
  ctx: Context;
  input: SaveCustomerInput;
}): Promise<SaveCustomerOutcome> {
  requirePermission(ctx, "customer.edit");
  const { customerId, fields, seen } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const now = await holdFields(em, ctx, customerId);
    const changed = changedFields(customerFieldNames, { fields, seen }).filter(
      // A page from before there were languages says nothing of it.
      (name) => fields[name] !== undefined,
    );
    if (isOverwriting(changed, { fields, seen, now })) return { outcome: "conflict", now };
    const country = await ownCountry(em, ctx);
    const faults = faultsOf(fields, changed, country);
    // Whom an import has brought without a name stays without one; nobody loses the last that they had.
    if (fields.firstName === "" && fields.lastName === "" && (now.firstName !== "" || now.lastName !== ""))
      faults.firstName = NO_NAME;
    if (Object.keys(faults).length > 0) return { outcome: "wrong", faults };
    if (changed.length === 0) return { outcome: "saved" };
    const written = (name: "email" | "phone") =>
      changed.includes(name) ? storedOf(name, fields[name], country) : null;
    const said = { email: written("email"), phone: written("phone") };
    const isNew = said.email !== null || said.phone !== null;
    const people = input.anyway || !isNew ? [] : await findKnown(em, ctx, said, { except: customerId });
    if (people.length > 0) return { outcome: "known", people };
    const set = changed.map(
      (name) => sql`${sql.ref(customerColumns[name])} = ${storedOf(name, fields[name] ?? "", country)}`,
    );
    await sql`
      update customer set ${sql.join(set)}
      where organisation_id = ${ctx.organisationId} and id = ${customerId}`.execute(em.getKysely());
    writeAudit(em, ctx, {
      ...{ action: "customer.changed", subjectKind: "customer", subjectId: customerId },
      detail: { changed },
    });
    return { outcome: "saved" };
  });
}

/** The fields as the page shows them, of a row that is held. */
async function holdFields(em: EntityManager, ctx: Context, customerId: string): Promise<CustomerFields> {
  const { rows } = await sql<{
    firstName: string;
    lastName: string;
    email: string | null;
    phone: string | null;
    language: Language | null;
  }>`
    select first_name as "firstName", last_name as "lastName", email, phone, language from customer
    where organisation_id = ${ctx.organisationId} and id = ${customerId} for no key update`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) throw noSuchCustomer();
  return {
    firstName: row.firstName,
    lastName: row.lastName,
    email: row.email === null ? "" : shownAddress(row.email),
    phone: row.phone === null ? "" : shownNumber(row.phone),
    language: row.language ?? "",
  };
}
