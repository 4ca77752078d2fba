import { shownAddress } from "@packpost/db/address";
import type { DeliveryPurpose, NoticeOutcome, RecipientStatus } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { shownNumber } from "../../address/read-number.ts";
import type { Reason } from "../../audience/explain-reasons.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { instantFrom } from "../../paging/instant.ts";
import { requireCustomer } from "../list/require-customer.ts";
import { type ConnectionType, connectionOf } from "../mail/connections.ts";
import { isOfCustomer } from "../merge/same-customer-sql.ts";
import { readAddressee } from "../write/read-addressee.ts";
import type { WhyInput } from "./schemas.ts";

/** One mail or text by itself, and what the provider said of it. */
export interface DeliveryTold {
  id: string;
  channel: "email" | "sms";
  type: ConnectionType;
  /** As people read it. */
  address: string;
  status: RecipientStatus;
  statusAt: Date | null;
  openedAt: Date | null;
  providerMessage: string | null;
}

/** What became, for one customer, of a message of the team's, or of a mail or text by itself (P8). */
export interface NoticeExplained {
  kind: "message" | "delivery";
  id: string;
  /** How it begins, or its subject. */
  name: string;
  at: Date;
  /** Of a message. */
  message: {
    author: string;
    number: number;
    /** What was settled when it was due; null = nothing yet. */
    outcome: NoticeOutcome | null;
    settledAt: Date | null;
    /** From when it is mailed if it is unread. */
    dueAt: Date | null;
    /** They were nobody's of the family when it was written. */
    absent: boolean;
  } | null;
  mail: DeliveryTold | null;
  text: DeliveryTold | null;
  /** What keeps every mail from them today; empty = nothing does. */
  barriers: Reason[];
  customerSince: Date;
}

interface DeliveryRow {
  id: string;
  channel: "email" | "sms";
  purpose: DeliveryPurpose;
  address: string;
  status: RecipientStatus;
  statusAt: string | null;
  openedAt: string | null;
  providerMessage: string | null;
  subject: string;
  createdAt: string;
}

/** A `delivery`, as JSON. */
const told = sql`jsonb_build_object('id', delivery.id, 'channel', delivery.channel, 'purpose', delivery.purpose, 'address', delivery.address, 'status', delivery.status,
  'statusAt', delivery.status_at, 'openedAt', delivery.opened_at, 'providerMessage', delivery.provider_message,
  'subject', coalesce(delivery.subject, left(delivery.text, 60)), 'createdAt', delivery.created_at)`;

/**
 * Answers "Why didn't Maria get it?" for a message of the team's in her family's thread, or for a mail or text to her alone: from what was
 * settled for her when it was due, and from the provider's answers (P8).
 * @throws {PackpostError} not_found
 */
export async function explainNotice(ctx: Context, input: WhyInput): Promise<NoticeExplained> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    const { barriers } = await readAddressee(em, ctx, input.customerId);
    const found =
      input.kind === "message" ? await readMessage(em, ctx, input) : await readDelivery(em, ctx, input);
    if (found !== undefined) return { ...found, barriers };
    throw new PackpostError("not_found", "This message is not there.", { nextStep: "Choose another one." });
  });
}

type Found = Omit<NoticeExplained, "barriers">;

async function readDelivery(em: EntityManager, ctx: Context, input: WhyInput): Promise<Found | undefined> {
  const { rows } = await sql<{ delivery: DeliveryRow; customerSince: string }>`
    select ${told} as delivery, customer.created_at as "customerSince"
    from delivery join customer on customer.organisation_id = delivery.organisation_id and customer.id = delivery.customer_id
    where delivery.organisation_id = ${ctx.organisationId} and delivery.id = ${input.id} and ${isOfCustomer(sql`delivery.customer_id`, input.customerId)}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const delivery = deliveryOf(row.delivery);
  const isText = delivery.channel === "sms";
  return {
    ...{ kind: "delivery", id: input.id, name: row.delivery.subject, message: null },
    at: instantFrom(row.delivery.createdAt),
    mail: isText ? null : delivery,
    text: isText ? delivery : null,
    customerSince: instantFrom(row.customerSince),
  };
}

interface MessageRow {
  name: string;
  at: string;
  author: string;
  number: number;
  hasNotice: boolean;
  outcome: NoticeOutcome | null;
  settledAt: string | null;
  dueAt: string | null;
  mail: DeliveryRow | null;
  text: DeliveryRow | null;
  customerSince: string;
}

/** By the keys (entry, customer) and (delivery). */
async function readMessage(em: EntityManager, ctx: Context, input: WhyInput): Promise<Found | undefined> {
  const { organisationId } = ctx;
  const one = (id: RawBuilder<unknown>) =>
    sql`(select ${told} from delivery where delivery.organisation_id = ${organisationId} and delivery.id = ${id})`;
  const { rows } = await sql<MessageRow>`
    select left(entry.body, 60) as name, entry.at, staff.name as author, entry.number, notice.entry_id is not null as "hasNotice", notice.outcome,
      notice.settled_at as "settledAt", notice.due_at as "dueAt", ${one(sql`notice.delivery_id`)} as mail, ${one(sql`notice.text_delivery_id`)} as text,
      customer.created_at as "customerSince"
    from entry
    join customer on customer.organisation_id = entry.organisation_id and customer.id = ${input.customerId}
    join thread on thread.organisation_id = entry.organisation_id and thread.id = entry.thread_id
    join staff_member staff on staff.organisation_id = entry.organisation_id and staff.id = entry.staff_member_id
    left join message_notice notice on notice.organisation_id = entry.organisation_id and notice.entry_id = entry.id and notice.customer_id = customer.id
    where entry.organisation_id = ${organisationId} and entry.id = ${input.id} and entry.kind = 'message'
      and (notice.entry_id is not null or thread.family_id = customer.family_id)`.execute(em.getKysely());
  const [row] = rows;
  if (row === undefined) return undefined;
  const { name, author, number, outcome } = row;
  return {
    ...{ kind: "message", id: input.id, name, at: instantFrom(row.at) },
    message: {
      ...{ author, number, outcome, settledAt: instantFrom(row.settledAt), dueAt: instantFrom(row.dueAt) },
      absent: !row.hasNotice,
    },
    mail: row.mail && deliveryOf(row.mail),
    text: row.text && deliveryOf(row.text),
    customerSince: instantFrom(row.customerSince),
  };
}

function deliveryOf({ purpose, address, ...row }: DeliveryRow): DeliveryTold {
  const { id, channel, status, providerMessage } = row;
  return {
    ...{ id, channel, status, providerMessage, type: connectionOf(purpose) },
    address: channel === "sms" ? shownNumber(address) : shownAddress(address),
    statusAt: instantFrom(row.statusAt),
    openedAt: instantFrom(row.openedAt),
  };
}
