import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { DeliveryIdInput } from "./schemas.ts";

/**
 * A person decides that a delivery, of which the provider has not said whether it took it, goes out again (C6).
 * @throws {PackpostError} forbidden, not_found
 */
export function sendDeliveryAgain({
  ctx,
  input,
}: {
  ctx: Context;
  input: DeliveryIdInput;
}): Promise<{ outcome: "waiting" | "not_unconfirmed" }> {
  requirePermission(ctx, "campaign.preview");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { numAffectedRows = 0n } = await sql`
      update delivery set call_until = null, unconfirmed_at = null, words = null
      where id = ${input.deliveryId} and organisation_id = ${ctx.organisationId} and status = 'unconfirmed'`.execute(
      em.getKysely(),
    );
    if (numAffectedRows === 0n) {
      await requireDelivery(em, ctx, input);
      return { outcome: "not_unconfirmed" };
    }
    writeAudit(em, ctx, {
      action: "delivery.sent_again",
      subjectKind: "delivery",
      subjectId: input.deliveryId,
    });
    ctx.workflows.startDelivery(input.deliveryId);
    return { outcome: "waiting" };
  });
}

async function requireDelivery(
  em: EntityManager,
  ctx: Context,
  { deliveryId }: DeliveryIdInput,
): Promise<void> {
  const { rows } = await sql`
    select id from delivery where id = ${deliveryId} and organisation_id = ${ctx.organisationId}`.execute(
    em.getKysely(),
  );
  if (rows.length === 0) throw new PackpostError("not_found", "There is no such mail.");
}
