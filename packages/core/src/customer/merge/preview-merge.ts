import { shownAddress } from "@packpost/db/address";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { shownNumber } from "../../address/read-number.ts";
import { nameOf } from "../../audience/person-reasons-sql.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import type { PreviewMergeInput } from "./schemas.ts";

/** One of two records that may be of the same human. */
export interface MergeSide {
  id: string;
  number: number;
  name: string;
  firstName: string;
  lastName: string;
  /** As people read it. */
  email: string | null;
  /** As people read it. */
  phone: string | null;
  family: { id: string; name: string };
  /** Others of the family. */
  others: string[];
  pets: string[];
  applications: { pass: string; status: string }[];
  transactions: number;
  lastTransactionAt: Date | null;
  /** Campaigns and alerts that wrote them down; mails and texts to them alone; what they wrote. */
  campaigns: number;
  mails: number;
  messages: number;
  /** What they asked not to be sent. */
  refused: ("campaign" | "notice" | "text")[];
  updatedAt: string;
}

export interface MergePreview {
  kept: MergeSide;
  merged: MergeSide;
  /** The family of the one that goes is left by its last one: it goes along, with pets, visits and conversation. */
  familyToo: boolean;
}

type Row = Omit<MergeSide, "lastTransactionAt"> & { lastTransactionAt: string | null };

/**
 * Both sides before two customers are merged (P11). By the keys of each.
 * @throws {PackpostError} forbidden, not_found
 */
export async function previewMerge({
  ctx,
  input,
}: {
  ctx: Context;
  input: PreviewMergeInput;
}): Promise<MergePreview> {
  requirePermission(ctx, "customer.edit");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kept = await readSide(em, ctx, input.keptId);
    const merged = await readSide(em, ctx, input.mergedId);
    return { kept, merged, familyToo: kept.family.id !== merged.family.id && merged.others.length === 0 };
  });
}

async function readSide(em: EntityManager, ctx: Context, customerId: string): Promise<MergeSide> {
  const { organisationId } = ctx;
  const count = (table: string, more = sql`true`) => sql`(
    select count(*)::int from ${sql.table(table)} one where one.organisation_id = ${organisationId} and one.customer_id = customer.id and ${more})`;
  const { rows } = await sql<Row>`
    select customer.id, customer.number, ${nameOf("customer")} as name, customer.first_name as "firstName", customer.last_name as "lastName",
      customer.email, customer.phone, jsonb_build_object('id', family.id, 'name', family.name) as family,
      array(select ${nameOf("other")} from customer other where other.organisation_id = ${organisationId} and other.family_id = customer.family_id
        and other.id <> customer.id and other.merged_into is null order by other.contact, other.id) as others,
      array(select pet.name from pet where pet.organisation_id = ${organisationId} and pet.family_id = customer.family_id order by pet.status, pet.created_at, pet.id) as pets,
      coalesce((select jsonb_agg(jsonb_build_object('pass', pass.name, 'status', application.status) order by pass.name)
        from application join pass on pass.organisation_id = application.organisation_id and pass.id = application.pass_id
        where application.organisation_id = ${organisationId} and application.customer_id = customer.id), '[]') as applications,
      ${count("transaction")} as transactions, customer.last_transaction_at as "lastTransactionAt",
      ${count("recipient")} as campaigns, ${count("delivery")} as mails, ${count("entry", sql`one.kind = 'message'`)} as messages,
      array(select channel from preference where preference.organisation_id = ${organisationId} and preference.customer_id = customer.id and not subscribed order by channel) as refused,
      to_jsonb(customer.updated_at) #>> '{}' as "updatedAt"
    from customer join family on family.organisation_id = customer.organisation_id and family.id = customer.family_id
    where customer.organisation_id = ${organisationId} and customer.id = ${customerId} and customer.merged_into is null`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) throw noSuchCustomer();
  return {
    ...row,
    email: row.email && shownAddress(row.email),
    phone: row.phone && shownNumber(row.phone),
    lastTransactionAt: instantFrom(row.lastTransactionAt),
  };
}
