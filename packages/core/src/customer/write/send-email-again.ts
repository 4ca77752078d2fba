import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Reason } from "../../audience/explain-reasons.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { holdWriter, hourFreeAt } from "./hold-writer.ts";
import { findQueued, isStopped, queueEmail } from "./queue-email.ts";
import { readAddressee } from "./read-addressee.ts";
import type { SendEmailAgainInput } from "./schemas.ts";
import { fileAddress } from "./send-email.ts";

export type SendEmailAgainOutcome =
  | { outcome: "queued" }
  /** It has arrived by now, or is still on its way. */
  | { outcome: "not_failed" }
  | { outcome: "barred"; barriers: Reason[] }
  | { outcome: "hourly_limit"; freeAt: Date }
  | { outcome: "sending_stopped" };

interface Row {
  failed: boolean;
  subject: string;
  html: string;
  text: string;
}

/**
 * Sends an individual email that did not arrive once more, word for word, to the address that the customer has now (P12). The one that
 * failed stays with its reason. The same `mailId` twice sends once.
 * @throws {PackpostError} forbidden, not_found, conflict
 */
export async function sendEmailAgain({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendEmailAgainInput;
}): Promise<SendEmailAgainOutcome> {
  requirePermission(ctx, "customer.write_email");
  const { customerId, deliveryId, mailId } = input;
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { customer, barriers } = await readAddressee(em, ctx, customerId);
    await holdWriter(em, ctx);
    // Held, so that two who press at once send it twice only if both mean it.
    const { rows } = await sql<Row>`
      select status in ('failed', 'dropped', 'bounced') as failed, subject, html, text from delivery
      where organisation_id = ${ctx.organisationId} and id = ${deliveryId} and customer_id = ${customerId} and purpose = 'individual'
      for no key update`.execute(em.getKysely());
    const [mail] = rows;
    if (mail === undefined) throw new PackpostError("not_found", "There is no such mail.");
    if ((await findQueued(em, ctx, input)) !== undefined) return { outcome: "queued" };
    if (!mail.failed) return { outcome: "not_failed" };
    if (barriers.length > 0 || customer.email === null) return { outcome: "barred", barriers };
    if (await isStopped(em, ctx)) return { outcome: "sending_stopped" };
    const freeAt = await hourFreeAt(em, ctx);
    if (freeAt !== null) return { outcome: "hourly_limit", freeAt };
    const { subject, html, text } = mail;
    await queueEmail(em, ctx, {
      ...{ mailId, customerId, to: await fileAddress(em, ctx, customerId) },
      ...{ message: { subject, html, text }, againOf: deliveryId },
    });
    return { outcome: "queued" };
  });
}
