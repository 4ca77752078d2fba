import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { AddSuppressionInput } from "./schemas.ts";

const addedSchema = z.object({ id: z.string() });

/**
 * Stops mass mail to an address or a whole domain by hand (C14). The next comparison tells the provider of an address; a
 * domain is kept from here alone. The audit names no address, the row does.
 * @returns `already` when it stands by hand already
 */
export async function addSuppression({
  ctx,
  input,
}: {
  ctx: Context;
  input: AddSuppressionInput;
}): Promise<{ outcome: "added" | "already" }> {
  requirePermission(ctx, "settings.manage");
  const kind = input.value.includes("@") ? "address" : "domain";
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      insert into suppression (organisation_id, kind, value_key, reason)
      values (${ctx.organisationId}, ${kind}, ${input.value}, 'by_hand')
      on conflict (organisation_id, value_key, kind, reason) where lifted_at is null do nothing returning id`.execute(
      em.getKysely(),
    );
    if (rows.length === 0) return { outcome: "already" };
    const { id } = addedSchema.parse(rows[0]);
    const subject = { subjectKind: "suppression", subjectId: id };
    writeAudit(em, ctx, { action: "suppression.added", ...subject, detail: { kind } });
    return { outcome: "added" };
  });
}
