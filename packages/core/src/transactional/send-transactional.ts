import { randomUUID } from "node:crypto";
import { Customer } from "@packpost/db/entities/customer.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { ApiKeyActor } from "../access/actor.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import { letterheadOf } from "../campaign/letterhead-of.ts";
import { formatMailId } from "../content/mail-id.ts";
import type { Context } from "../context.ts";
import { findKept } from "../customer/find-kept.ts";
import { noSuchCustomer } from "../customer/no-such-customer.ts";
import { queueDeliveries } from "../delivery/queue-deliveries.ts";
import { PackpostError } from "../errors.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import { findMail } from "./read-transactional.ts";
import { renderTransactional } from "./render-transactional.ts";
import { type QueuedMail, queuedMailSchema, type SendTransactionalInput } from "./schemas.ts";

/**
 * Sends one mail of another system of the business to one customer (P10): a work order, something to sign, a payment. It stands among
 * their connection notes and leaves by the engine, once for each Idempotency-Key.
 * @throws {PackpostError} forbidden; not_found (customer); conflict when mail cannot go to them; invalid_input without any text, or when
 * the Idempotency-Key came with another request
 */
export async function sendTransactional({
  ctx,
  input: { idempotencyKey, ...request },
}: {
  ctx: Context<ApiKeyActor>;
  input: SendTransactionalInput;
}): Promise<QueuedMail> {
  requirePermission(ctx, "mail.transactional");
  if (`${request.text ?? ""}${request.html ?? ""}`.trim() === "")
    throw new PackpostError("invalid_input", "The mail has neither text nor HTML.", {
      effect: "Nothing was sent.",
    });
  return inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    answerOnce(em, ctx, { idempotencyKey, request, answer: queuedMailSchema }, () => queue(em, ctx, request)),
  );
}

async function queue(
  em: EntityManager,
  ctx: Context<ApiKeyActor>,
  { purpose, to, ...said }: Omit<SendTransactionalInput, "idempotencyKey">,
): Promise<QueuedMail> {
  const { organisationId } = ctx;
  const customerId = await findKept(em, ctx, to);
  if (customerId === null) throw noSuchCustomer();
  const customer = await em.findOneOrFail(Customer, { organisationId, id: customerId });
  if (customer.email == null || customer.emailKey == null)
    throw new PackpostError("conflict", "This customer has no address that mail can go to.", {
      effect: "Nothing was sent.",
      nextStep: "Give them an address first.",
    });
  if (purpose === "work_order" && (await wantsNoNotices(em, customer.emailKey)))
    throw new PackpostError("conflict", "This customer has asked for no automated notices.", {
      effect: "Nothing was sent.",
      nextStep: "Tell them another way. Only they can change it, on their own pages or by telling your team.",
    });
  const organisation = await em.findOneOrFail(Organisation, { id: organisationId });
  const contact = organisation.supportEmail ?? organisation.senderEmail;
  const id = randomUUID();
  const [mailId] = await queueDeliveries(em, ctx, {
    ...{ id, purpose, campaignId: null, requestedBy: null, organisation },
    ...{ to: [customer.email], customerId: customer.id },
    // V9: an answer lands in the family's thread.
    inboundAddress: organisation.inboundAddress,
    threading: { messageId: formatMailId(id, organisation.senderEmail), references: [] },
    message: await renderTransactional(said, letterheadOf(organisation, ctx), contact),
  });
  const mail = mailId === undefined ? undefined : await findMail(em, ctx, mailId);
  if (mail === undefined) throw new Error("the mail was not queued");
  writeAudit(em, ctx, {
    ...{ action: "mail.queued", subjectKind: "delivery", subjectId: mail.id },
    detail: { purpose, customerId: customer.id },
  });
  return mail;
}

/** Whether somebody who has this mailbox said so (C18). By customer_by_mailbox and the key of preference. */
async function wantsNoNotices(em: EntityManager, emailKey: string): Promise<boolean> {
  const { rows } = await sql`
    select from customer join preference on preference.organisation_id = customer.organisation_id and preference.customer_id = customer.id
    where customer.organisation_id = app_organisation_id() and customer.email_key = ${emailKey}
      and preference.channel = 'notice' and not preference.subscribed limit 1`.execute(em.getKysely());
  return rows.length > 0;
}
