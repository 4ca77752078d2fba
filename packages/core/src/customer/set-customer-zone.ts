import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import { requireZone } from "../local-time/require-zone.ts";
import { holdAgain } from "../quiet-hours/hold-again.ts";
import { holdPacer } from "../quiet-hours/hold-pacer.ts";
import { storableTextSchema } from "../storable-text.ts";

const zoneSchema = storableTextSchema.min(1, "Choose a zone.").max(100).nullable();

export const setCustomerZoneSchema = z.object({
  customerId: z.uuid(),
  /** IANA name; null = by their number, else the organisation's. */
  zone: zoneSchema,
  /** What was shown before the change. */
  seen: zoneSchema,
});

export type SetCustomerZoneResult =
  | { readonly outcome: "saved" }
  /** Somebody has set it meanwhile; nothing was overwritten. */
  | { readonly outcome: "conflict"; readonly zone: string | null };

/**
 * Says on whose clock a customer sleeps (A12, T35): it goes before what their number says. A mass text that is held
 * for their night waits for the end of the one that they have there.
 * @throws {PackpostError} forbidden; invalid_input for no zone; not_found
 */
export async function setCustomerZone({
  ctx,
  input: { customerId, zone, seen },
}: {
  ctx: Context;
  input: z.infer<typeof setCustomerZoneSchema>;
}): Promise<SetCustomerZoneResult> {
  requirePermission(ctx, "customer.edit");
  if (zone !== null) requireZone(zone);
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await holdPacer(em, ctx);
    const { rows } = await sql<{ zone: string | null }>`
      select zone from customer where organisation_id = ${ctx.organisationId} and id = ${customerId} for no key update`.execute(
      em.getKysely(),
    );
    const [customer] = rows;
    if (customer === undefined) throw new PackpostError("not_found", "There is no such customer.");
    if (customer.zone === zone) return { outcome: "saved" };
    if (customer.zone !== seen) return { outcome: "conflict", zone: customer.zone };
    await sql`
      update customer set zone = ${zone}
      where organisation_id = ${ctx.organisationId} and id = ${customerId}`.execute(em.getKysely());
    await holdAgain(em, ctx, customerId);
    writeAudit(em, ctx, {
      ...{ action: "customer.zone_set", subjectKind: "customer", subjectId: customerId },
      detail: { changed: ["zone"] },
    });
    return { outcome: "saved" };
  });
}
