import type { ApplicationStatus } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { requireOpenPass } from "../../pass/hold-pass.ts";
import { noSuchCustomer } from "../no-such-customer.ts";
import type { SaveApplicationInput } from "./holding-schemas.ts";

export type SaveApplicationOutcome =
  | { readonly outcome: "saved" }
  /** Somebody has decided on it meanwhile; nothing was overwritten. Null = there is none. */
  | { readonly outcome: "conflict"; readonly now: ApplicationStatus | null };

/**
 * Adds a customer's application for a pass, or decides on it: approves or denies it, sets it inactive, puts it back to pending (C4). Whom
 * the pass's mail reaches follows in the same transaction.
 * @throws {PackpostError} forbidden; not_found (customer, pass); conflict (a retired pass, for which there is no application)
 */
export async function saveApplication({
  ctx,
  input: { customerId, passId, status, seen },
}: {
  ctx: Context;
  input: SaveApplicationInput;
}): Promise<SaveApplicationOutcome> {
  requirePermission(ctx, "customer.edit");
  const { organisationId } = ctx;
  return inOrganisation(ctx.orm, organisationId, async (em) => {
    const kysely = em.getKysely();
    // Held, so that of two who add one for the same pass the later sees the first's.
    const customer = await sql`
      select from customer where organisation_id = ${organisationId} and id = ${customerId} for no key update`.execute(
      kysely,
    );
    if (customer.rows.length === 0) throw noSuchCustomer();
    const { rows } = await sql<{ status: ApplicationStatus }>`
      select status from application
      where organisation_id = ${organisationId} and customer_id = ${customerId} and pass_id = ${passId}`.execute(
      kysely,
    );
    const now = rows[0]?.status ?? null;
    if (now === status) return { outcome: "saved" };
    if (now !== seen) return { outcome: "conflict", now };
    if (now === null) await requireOpenPass(em, ctx, passId);
    await sql`
      insert into application (organisation_id, customer_id, pass_id, status)
      values (${organisationId}, ${customerId}, ${passId}, ${status})
      on conflict (customer_id, pass_id, organisation_id) do update set status = excluded.status`.execute(
      kysely,
    );
    writeAudit(em, ctx, {
      action: now === null ? "application.added" : "application.changed",
      ...{ subjectKind: "customer", subjectId: customerId, detail: { passId, changed: ["status"] } },
    });
    return { outcome: "saved" };
  });
}
