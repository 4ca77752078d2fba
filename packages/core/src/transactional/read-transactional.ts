import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { instantFrom } from "../paging/instant.ts";
import { type ReadTransactionalInput, type TransactionalMail, transactionalPurposes } from "./schemas.ts";

/**
 * What became of one mail of another system (P10).
 * @throws {PackpostError} forbidden; not_found, also for any other kind of mail
 */
export async function readTransactional({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReadTransactionalInput;
}): Promise<TransactionalMail> {
  requirePermission(ctx, "mail.transactional");
  const mail = await inOrganisation(ctx.orm, ctx.organisationId, (em) => findMail(em, ctx, input.mailId));
  if (mail === undefined) throw new PackpostError("not_found", "This mail is not there.");
  return mail;
}

type Instants = "statusAt" | "createdAt" | "sentAt" | "deliveredAt" | "openedAt";

/** A mail of another system, in the running transaction. By the primary key. */
export async function findMail(
  em: EntityManager,
  ctx: Context,
  mailId: string,
): Promise<TransactionalMail | undefined> {
  const { rows } = await sql<Omit<TransactionalMail, Instants> & Record<Instants, string | null>>`
    select id, purpose, (select coalesce(merged_into, customer.id) from customer
        where customer.organisation_id = delivery.organisation_id and customer.id = delivery.customer_id) as "customerId", address, subject, status, status_at as "statusAt", created_at as "createdAt",
      sent_at as "sentAt", delivered_at as "deliveredAt", opened_at as "openedAt", provider_message as "providerMessage"
    from delivery where organisation_id = ${ctx.organisationId} and id = ${mailId} and purpose = any (${[...transactionalPurposes]}::text[])`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const iso = (text: string | null) => instantFrom(text)?.toISOString() ?? null;
  return {
    ...row,
    createdAt: iso(row.createdAt) ?? "",
    statusAt: iso(row.statusAt),
    sentAt: iso(row.sentAt),
    deliveredAt: iso(row.deliveredAt),
    openedAt: iso(row.openedAt),
  };
}
