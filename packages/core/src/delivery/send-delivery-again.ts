import { Delivery } from "@packpost/db/entities/delivery.entity";
import { deliveryPurposes } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { DeliveryIdInput } from "./schemas.ts";

const rowSchema = z.object({ purpose: z.enum(deliveryPurposes) });

/**
 * A person decides that a delivery, of which the provider has not said whether it took it, goes out again (C6), and is tried
 * as long as one that is new.
 * @throws {PackpostError} forbidden, not_found
 */
export function sendDeliveryAgain({
  ctx,
  input: { deliveryId },
}: {
  ctx: Context;
  input: DeliveryIdInput;
}): Promise<{ outcome: "waiting" | "not_unconfirmed" }> {
  requirePermission(ctx, "campaign.preview");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { organisationId } = ctx;
    const { rows } = await sql`
      update delivery set call_until = null, unconfirmed_at = null, provider_message = null, asked_at = app_now()
      where id = ${deliveryId} and organisation_id = ${organisationId} and status = 'unconfirmed'
      returning purpose`.execute(em.getKysely());
    const again = rowSchema.optional().parse(rows[0]);
    if (again === undefined) {
      const known = await em.count(Delivery, { organisationId, id: deliveryId });
      if (known === 0) throw new PackpostError("not_found", "There is no such mail.");
      return { outcome: "not_unconfirmed" };
    }
    writeAudit(em, ctx, { action: "delivery.sent_again", subjectKind: "delivery", subjectId: deliveryId });
    ctx.workflows.startDelivery({ deliveryId, ...again });
    return { outcome: "waiting" };
  });
}
