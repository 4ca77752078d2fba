import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import type { MakePrimaryInput } from "./schemas.ts";

export type MakePrimaryOutcome =
  | { readonly outcome: "saved" }
  /** Somebody else has become the primary contact meanwhile; nothing was changed. */
  | { readonly outcome: "conflict"; readonly now: string | null };

/**
 * Makes somebody their family's primary contact, and everybody else of it a secondary one: whom alerts are for (A3), and who of a shared
 * mailbox gets the one mail (C4).
 * @throws {PackpostError} forbidden, not_found
 */
export async function makePrimary({
  ctx,
  input: { customerId, seenPrimaryId },
}: {
  ctx: Context;
  input: MakePrimaryInput;
}): Promise<MakePrimaryOutcome> {
  requirePermission(ctx, "customer.edit");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    const ofTheirs = sql`(select family_id from customer where organisation_id = ${organisationId} and id = ${customerId})`;
    await sql`select from family where organisation_id = ${organisationId} and id = ${ofTheirs} for no key update`.execute(
      kysely,
    );
    const { rows: family } = await sql<{ id: string; contact: "primary" | "secondary" }>`
      select id, contact from customer where organisation_id = ${organisationId} and family_id = ${ofTheirs}
      order by contact, id for no key update`.execute(kysely);
    const wanted = family.find(({ id }) => id === customerId);
    if (wanted === undefined) throw noSuchCustomer();
    const primaries = family.filter(({ contact }) => contact === "primary");
    if (wanted.contact === "primary" && primaries.length === 1) return { outcome: "saved" };
    const now = primaries[0]?.id ?? null;
    if (now !== seenPrimaryId) return { outcome: "conflict", now };
    await sql`
      update customer set contact = case when id = ${customerId} then 'primary' else 'secondary' end
      where organisation_id = ${organisationId} and id = any(${family.map(({ id }) => id)}::uuid[])
        and (contact = 'primary') <> (id = ${customerId})`.execute(kysely);
    writeAudit(em, ctx, {
      ...{ action: "customer.made_primary", subjectKind: "customer", subjectId: customerId },
      detail: { changed: ["contact"], before: now },
    });
    return { outcome: "saved" };
  });
}
