import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { nameOf } from "../../audience/person-reasons-sql.ts";
import type { Context } from "../../context.ts";

/** Somebody who may be the person that is being added. */
export interface KnownPerson {
  id: string;
  name: string;
  family: string;
  /** What both have. */
  shares: "email" | "phone" | "name";
}

/** So many are named; a shared mailbox may have more. */
const MOST = 5;

/**
 * Who has this address or number already, and who of the family, or of everybody where neither is given, has this name (K12): each of
 * them once. By customer_by_mailbox, customer_by_phone, customer_by_family and customer_by_full_name.
 * @param written.email, written.phone as they are kept
 * @param written.name of somebody who is being added; left out = names say nothing
 * @param among.familyId where they are to be added; null = to a new family
 * @param among.except somebody who is not to be named
 */
export async function findKnown(
  em: EntityManager,
  ctx: Context,
  written: { readonly email: string | null; readonly phone: string | null; readonly name?: string },
  among: { readonly familyId?: string | null; readonly except?: string },
): Promise<KnownPerson[]> {
  const { email, phone } = written;
  const isUnreachable = email === null && phone === null;
  const fullName = sql`left(fold_text(${written.name ?? ""}), 200)`;
  const { rows } = await sql<KnownPerson>`
    with shared as (
      select id, 1 as rank from customer where organisation_id = ${ctx.organisationId} and email_key = address_key(${email}::text)
      union all
      select id, 2 from customer where organisation_id = ${ctx.organisationId} and phone = ${phone}::text
      union all
      select id, 3 from customer where organisation_id = ${ctx.organisationId} and family_id = ${among.familyId ?? null}::uuid and name_key = ${fullName}
      union all
      select id, 3 from customer where organisation_id = ${ctx.organisationId} and name_key = ${fullName} and name_key <> '' and ${isUnreachable}::boolean),
    found as (
      select id, min(rank) as rank from shared where id is distinct from ${among.except ?? null}::uuid
      group by id order by min(rank), id limit ${sql.lit(MOST)})
    select customer.id, ${nameOf("customer")} as name, family.name as family,
      (array['email', 'phone', 'name'])[found.rank] as shares
    from found
    join customer on customer.organisation_id = ${ctx.organisationId} and customer.id = found.id
    join family on family.organisation_id = customer.organisation_id and family.id = customer.family_id
    order by found.rank, customer.id`.execute(em.getKysely());
  return rows;
}
