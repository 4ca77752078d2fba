import { shownAddress } from "@packpost/db/address";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { shownNumber } from "../../address/read-number.ts";
import { readSentMail } from "../../campaign/report/read-sent-mail.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { instantFrom } from "../../paging/instant.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import type { ReadMessageInput } from "./schemas.ts";

/** A message to or from a customer, word for word (P5). */
export interface CustomerMessage {
  channel: "email" | "sms";
  received: boolean;
  subject: string | null;
  from: string | null;
  to: string | null;
  at: Date;
  /** The mail as it was made, for a frame in which nothing runs; null = text alone. */
  html: string | null;
  text: string;
}

/**
 * The body of any message of a customer's, of whatever kind, as it was sent or came in (P5).
 * @throws {PackpostError} forbidden; not_found, also for a message of somebody else
 */
export async function readMessage({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReadMessageInput;
}): Promise<CustomerMessage> {
  requirePermission(ctx, "customer.read");
  const found = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    if (input.kind === "delivery") return findDelivery(em, input);
    return input.kind === "entry" ? findEntry(em, input) : findBroadcast(em, input);
  });
  if (found === undefined) throw notThere();
  if (!("campaignId" in found)) return found;
  const { campaignId, at } = found;
  const { message, sender, person } = await readSentMail({
    ctx,
    input: { campaignId, recipientId: input.id },
  });
  return {
    ...{ channel: "email", received: false, at, ...message },
    from: `${sender.name} <${sender.email}>`,
    to: person?.email ?? null,
  };
}

function notThere(): PackpostError {
  return new PackpostError("not_found", "This message is not there.", {
    nextStep: "Look for it among the customer’s connection notes.",
  });
}

async function findDelivery(
  em: EntityManager,
  input: ReadMessageInput,
): Promise<CustomerMessage | undefined> {
  const { rows } = await sql<{
    channel: "email" | "sms";
    subject: string | null;
    html: string | null;
    text: string;
    address: string;
    mailbox: { name: string; email: string } | null;
    number: string | null;
    at: string;
  }>`
    select channel, subject, html, text, address, from_mailbox as mailbox, from_number as number, coalesce(sent_at, created_at) as at
    from delivery where organisation_id = app_organisation_id() and id = ${input.id} and ${isOfCustomer(sql`customer_id`, input.customerId)}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { channel, subject, html, text, address, mailbox, number } = row;
  return {
    ...{ channel, subject, html, text, received: false, at: instantFrom(row.at) },
    from:
      channel === "sms"
        ? number && shownNumber(number)
        : mailbox && `${mailbox.name} <${shownAddress(mailbox.email)}>`,
    to: channel === "sms" ? shownNumber(address) : shownAddress(address),
  };
}

async function findEntry(em: EntityManager, input: ReadMessageInput): Promise<CustomerMessage | undefined> {
  const { rows } = await sql<{
    via: "email" | "text";
    subject: string | null;
    text: string;
    address: string | null;
    at: string;
  }>`
    select entry.via, entry.from_address as address, entry.at, coalesce(entry.full_text, entry.body) as text,
      (select mail->>'subject' from inbound_mail where inbound_mail.organisation_id = entry.organisation_id and inbound_mail.entry_id = entry.id limit 1) as subject
    from entry where organisation_id = app_organisation_id() and id = ${input.id} and ${isOfCustomer(sql`entry.customer_id`, input.customerId)} and via in ('email', 'text')`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  return (
    row && {
      channel: row.via === "text" ? "sms" : "email",
      ...{ received: true, subject: row.subject, from: row.address, to: null, html: null, text: row.text },
      at: instantFrom(row.at),
    }
  );
}

async function findBroadcast(
  em: EntityManager,
  input: ReadMessageInput,
): Promise<CustomerMessage | { campaignId: string; at: Date } | undefined> {
  const { rows } = await sql<{
    id: string;
    at: string;
    body: string | null;
    number: string | null;
    sender: string | null;
  }>`
    select broadcast.id, coalesce(sent_at, recipient.claimed_at, status_at, broadcast.send_at) as at, alert.body, told.number,
      (select texting.number from texting where texting.organisation_id = recipient.organisation_id) as sender
    from recipient
    join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
    left join alert on alert.organisation_id = broadcast.organisation_id and alert.id = broadcast.id
    left join alert_recipient told on told.organisation_id = recipient.organisation_id and told.alert_id = recipient.broadcast_id and told.customer_id = recipient.customer_id
    where recipient.organisation_id = app_organisation_id() and recipient.id = ${input.id} and ${isOfCustomer(sql`recipient.customer_id`, input.customerId)}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  if (row.body === null) return { campaignId: row.id, at: instantFrom(row.at) };
  return {
    ...{
      channel: "sms",
      received: false,
      subject: null,
      html: null,
      text: row.body,
      at: instantFrom(row.at),
    },
    from: row.sender && shownNumber(row.sender),
    to: row.number && shownNumber(row.number),
  };
}
