import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission, staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { isBeingSentTo } from "../is-being-sent-to.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import { dropFiles, isImporting } from "./drop-files.ts";
import { hashContacts } from "./hash-contacts.ts";
import { redactHistory } from "./redact-history.ts";
import type { EraseCustomerInput } from "./schemas.ts";

export type EraseCustomerOutcome =
  | { outcome: "erased" }
  /** Another number was typed than theirs. */
  | { outcome: "other_number" }
  /** Something is on its way to them. */
  | { outcome: "sending" }
  /** A file is being imported or taken back. */
  | { outcome: "importing" };

/** The records of one person, held. */
export interface ErasedPerson {
  /** Theirs, and those that were merged into it. */
  ids: string[];
  number: number;
  familyId: string;
  /** Nobody else is in the family. */
  isAlone: boolean;
}

/**
 * Erases one person's data for good (P11): names, addresses, numbers, words and mails go, from what was sent too; their row stays under a
 * pseudonym with dates and outcomes, so that campaigns go on adding up and the books stay right. What they had refused, and blocks, stay as a
 * hash. Files that were imported, which may name them, are deleted whole. It cannot be taken back.
 * @throws {PackpostError} forbidden, not_found
 */
export async function eraseCustomer({
  ctx,
  input,
}: {
  ctx: Context;
  input: EraseCustomerInput;
}): Promise<EraseCustomerOutcome> {
  requirePermission(ctx, "settings.manage");
  const { customerId, number, reason } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const person = await holdPerson(em, ctx, customerId);
    if (person.number !== number) return { outcome: "other_number" };
    if (await isBeingSentTo(em, ctx, person.ids)) return { outcome: "sending" };
    if (await isImporting(em, ctx)) return { outcome: "importing" };
    await hashContacts(em, ctx, person);
    await redactHistory(em, ctx, person);
    await redactFile(em, ctx, person);
    await dropFiles(em, ctx);
    writeAudit(em, ctx, {
      ...{ action: "customer.erased", subjectKind: "customer", subjectId: customerId },
      detail: { reason, records: person.ids.length },
    });
    return { outcome: "erased" };
  });
}

async function holdPerson(em: EntityManager, ctx: Context, customerId: string): Promise<ErasedPerson> {
  const { organisationId } = ctx;
  const { rows } = await sql<{ id: string; number: number; familyId: string }>`
    select id, number, family_id as "familyId" from customer
    where organisation_id = ${organisationId} and (id = ${customerId} or merged_into = ${customerId}) order by id for no key update`.execute(
    em.getKysely(),
  );
  const mine = rows.find(({ id }) => id === customerId);
  if (mine === undefined) throw noSuchCustomer();
  const others = await sql`
    select from customer where organisation_id = ${organisationId} and family_id = ${mine.familyId} and id <> ${customerId} limit 1`.execute(
    em.getKysely(),
  );
  const { number, familyId } = mine;
  return { ids: rows.map(({ id }) => id), number, familyId, isAlone: others.rows.length === 0 };
}

/** Who they were, and what only they were for. Transactions stay: the books need their dates. */
async function redactFile(em: EntityManager, ctx: Context, person: ErasedPerson): Promise<void> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const { ids, number, familyId, isAlone } = person;
  const mine = sql`organisation_id = ${organisationId} and customer_id = any(${ids}::uuid[])`;
  await sql`delete from preference where ${mine}`.execute(kysely);
  await sql`delete from application where ${mine}`.execute(kysely);
  await sql`delete from email_draft where ${mine}`.execute(kysely);
  await sql`delete from portal_session where ${mine}`.execute(kysely);
  // What files said of them; the files themselves go too (dropFiles).
  await sql`
    update customer_import_row set label = ${`Erased customer ${number}`}, changes = '[]', stored = '{}', note = null
    where organisation_id = ${organisationId} and subject_id = any(${ids}::uuid[])`.execute(kysely);
  for (const table of ["customer_import_memory", "customer_import_key"])
    await sql`
      delete from ${sql.table(table)} where organisation_id = ${organisationId} and subject_id = any(${ids}::uuid[])`.execute(
      kysely,
    );
  await sql`update draft set body = '', version = version + 1 where ${mine} and body <> ''`.execute(kysely);
  await sql`
    update merge set moved = '{}', before = '{}', undone_at = coalesce(undone_at, app_now()), undone_by = coalesce(undone_by, ${staffIdOf(ctx)})
    where organisation_id = ${organisationId} and kind = 'customers' and (kept_id = any(${ids}::uuid[]) or merged_id = any(${ids}::uuid[]))`.execute(
    kysely,
  );
  await sql`
    update customer set first_name = 'Erased customer', last_name = ${String(number)}, email = null, phone = null, zone = null, language = null, external_id = null, erased_at = app_now()
    where organisation_id = ${organisationId} and id = any(${ids}::uuid[])`.execute(kysely);
  // After their address: it touches the customer, and who has an address that is kept as a hash gets its blocks back.
  await sql`update transaction set what = '' where ${mine} and what <> ''`.execute(kysely);
  if (!isAlone) return;
  await sql`
    update family set name = ${`Erased family ${number}`}, external_id = null where organisation_id = ${organisationId} and id = ${familyId}`.execute(
    kysely,
  );
  await sql`
    update pet set name = 'Pet', status = 'inactive', external_id = null where organisation_id = ${organisationId} and family_id = ${familyId}`.execute(
    kysely,
  );
}
