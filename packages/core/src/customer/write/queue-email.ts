import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffIdOf } from "../../access/require-permission.ts";
import { writeAudit } from "../../audit.ts";
import { formatMailId } from "../../content/mail-id.ts";
import type { RenderedMessage } from "../../content/template/render-message.ts";
import type { Context } from "../../context.ts";
import { queueDeliveries } from "../../delivery/queue-deliveries.ts";
import { PackpostError } from "../../errors.ts";
import { isInstallationStopped } from "../../send-protocol/sending-stop.ts";

/** A mail that was queued before under the same id. */
export interface Queued {
  subject: string;
  html: string;
}

/**
 * Queues a mail to one customer in the running transaction (P12), on the transactional stream, answered at an address of its own (V9).
 * @param mail.againOf the mail that did not arrive and is sent anew by it
 */
export async function queueEmail(
  em: EntityManager,
  ctx: Context,
  mail: {
    readonly mailId: string;
    readonly customerId: string;
    readonly to: string;
    readonly message: RenderedMessage;
    readonly againOf?: string;
  },
): Promise<void> {
  const { mailId, customerId, to, message, againOf } = mail;
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const [deliveryId] = await queueDeliveries(em, ctx, {
    ...{ purpose: "individual", campaignId: null, requestedBy: staffIdOf(ctx), to: [to] },
    ...{ id: mailId, customerId, organisation, message, inboundAddress: organisation.inboundAddress },
    threading: { messageId: formatMailId(mailId, organisation.senderEmail), references: [] },
  });
  if (deliveryId === undefined) throw idTaken();
  writeAudit(em, ctx, {
    action: againOf === undefined ? "customer.email_sent" : "customer.email_sent_again",
    ...{ subjectKind: "customer", subjectId: customerId },
    detail: { deliveryId, ...(againOf !== undefined && { againOf }) },
  });
}

/**
 * What was queued under an id by the actor for this customer; undefined = nothing yet. By the primary key.
 * @throws {PackpostError} conflict, if the id is that of another mail
 */
export async function findQueued(
  em: EntityManager,
  ctx: Context,
  { mailId, customerId }: { readonly mailId: string; readonly customerId: string },
): Promise<Queued | undefined> {
  const { rows } = await sql<Queued & { mine: boolean }>`
    select subject, html, purpose = 'individual' and customer_id = ${customerId} and requested_by = ${staffIdOf(ctx)} as mine
    from delivery where organisation_id = ${ctx.organisationId} and id = ${mailId}`.execute(em.getKysely());
  const [queued] = rows;
  if (queued?.mine === false) throw idTaken();
  return queued;
}

/** Whether a stop switch is set: nothing leaves the organisation, or the installation. */
export async function isStopped(em: EntityManager, ctx: Context): Promise<boolean> {
  const { rows } = await sql<{ stopped: boolean }>`
    select exists (select from organisation where id = ${ctx.organisationId} and sending_stopped_at is not null)
      or ${isInstallationStopped} as stopped`.execute(em.getKysely());
  return rows[0]?.stopped ?? false;
}

function idTaken(): PackpostError {
  return new PackpostError("conflict", "This mail is another one by now.", {
    ...{ effect: "Nothing was sent.", nextStep: "Reload the page and send it again." },
  });
}
