import type { PreferenceSource } from "@packpost/db/entities/preference.entity";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { mailboxOptedOut } from "../../unsubscribe/mailbox-choice.ts";
import { requireCustomer } from "../list/require-customer.ts";
import type { CustomerIdInput } from "../page/get-customer.ts";

export type ChoiceChannel = "campaign" | "notice" | "text";

/** One kind of what a customer is sent: whether they want it, and since when and how that is known. */
export interface ChannelState {
  channel: ChoiceChannel;
  subscribed: boolean;
  /** What was said last; null = nobody has said anything, which counts as a yes. */
  said: { at: Date; source: PreferenceSource | "keyword" } | null;
  /** STOP came from their phone: only a START from there lifts it (A12). */
  locked: boolean;
}

/** A change of what a customer wants to be sent. */
export interface ChoiceEvent {
  id: string;
  at: Date;
  channel: ChoiceChannel;
  subscribed: boolean;
  source: string;
  /** Of the team, where they recorded it. */
  by: string | null;
  /** How the customer told them, in the team's words. */
  reason: string | null;
  /** Said by somebody who has the same mailbox. */
  sharedMailbox: boolean;
}

export interface CustomerCommunications {
  channels: ChannelState[];
  /** Others have the same mailbox: what is said about mail holds for them. */
  shared: boolean;
  /** The newest changes first. */
  history: ChoiceEvent[];
}

/** Nobody reads more. */
const MOST_EVENTS = 100;

/**
 * What a customer asked to be sent, when and how, and what was changed of it (P6).
 * @throws {PackpostError} forbidden, not_found
 */
export async function getCommunications({
  ctx,
  input,
}: {
  ctx: Context;
  input: CustomerIdInput;
}): Promise<CustomerCommunications> {
  requirePermission(ctx, "customer.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await requireCustomer(em, ctx, input.customerId);
    return { ...(await readChannels(em, ctx, input)), history: await readHistory(em, ctx, input) };
  });
}

interface Said {
  at: string;
  source: PreferenceSource | "keyword";
  subscribed: boolean;
}

async function readChannels(em: EntityManager, ctx: Context, { customerId }: CustomerIdInput) {
  const { organisationId } = ctx;
  const own = (channel: ChoiceChannel) => sql<Said | null>`(
    select jsonb_build_object('at', changed_at, 'source', source, 'subscribed', subscribed) from preference
    where preference.organisation_id = ${organisationId} and preference.customer_id = customer.id and channel = ${channel})`;
  const { rows } = await sql<{
    campaign: Said | null;
    mailbox: Said | null;
    notice: Said | null;
    text: Said | null;
    stopped: Said | null;
    mailboxOut: boolean;
    noticesOut: boolean;
    shared: boolean;
  }>`
    select ${own("campaign")} as campaign, ${own("notice")} as notice, ${own("text")} as text,
      (select jsonb_build_object('at', changed_at, 'source', source, 'subscribed', subscribed) from mailbox_choice
       where mailbox_choice.organisation_id = ${organisationId} and mailbox_choice.email_key = customer.email_key) as mailbox,
      (select jsonb_build_object('at', opted_out_at, 'source', case opted_out_by when 'staff' then 'staff' else 'keyword' end, 'subscribed', false) from phone_number
       where phone_number.organisation_id = ${organisationId} and phone_number.number = customer.phone and opted_out_at is not null) as stopped,
      ${mailboxOptedOut(sql`customer.email_key`)} as "mailboxOut",
      exists (select from customer other join preference wish on wish.organisation_id = other.organisation_id and wish.customer_id = other.id
        where other.organisation_id = ${organisationId} and other.email_key = customer.email_key and wish.channel = 'notice' and not wish.subscribed) as "noticesOut",
      exists (select from customer other where other.organisation_id = ${organisationId} and other.email_key = customer.email_key and other.id <> customer.id) as shared
    from customer where organisation_id = ${organisationId} and id = ${customerId}`.execute(em.getKysely());
  const [row] = rows;
  if (row === undefined) return { channels: [], shared: false };
  const { campaign, mailbox, notice, text, stopped, mailboxOut, noticesOut, shared } = row;
  const state = (channel: ChoiceChannel, subscribed: boolean, said: Said | null, locked = false) => ({
    ...{ channel, subscribed, locked },
    said: said && { at: instantFrom(said.at), source: said.source },
  });
  const refusal = [campaign, mailbox].find((said) => said?.subscribed === false) ?? null;
  const isIn = refusal === null && !mailboxOut;
  return {
    channels: [
      state("campaign", isIn, isIn ? newest(campaign, mailbox) : refusal),
      state("notice", notice?.subscribed !== false && !noticesOut, notice),
      state("text", text?.subscribed !== false && stopped === null, stopped ?? text, stopped !== null),
    ],
    shared,
  };
}

function newest(one: Said | null, other: Said | null): Said | null {
  if (one === null || other === null) return one ?? other;
  return one.at > other.at ? one : other;
}

/** From the audit, by audit_by_subject. */
async function readHistory(
  em: EntityManager,
  ctx: Context,
  { customerId }: CustomerIdInput,
): Promise<ChoiceEvent[]> {
  const { rows } = await sql<Omit<ChoiceEvent, "at"> & { at: string }>`
    select audit.id, audit.at, coalesce(detail->>'channel', 'campaign') as channel, action = 'preference.subscribed' as subscribed,
      coalesce(detail->>'source', '') as source, staff_member.name as by, detail->>'reason' as reason, detail ? 'sharedMailbox' as "sharedMailbox"
    from audit
    left join staff_member on audit.actor_kind = 'staff' and staff_member.organisation_id = audit.organisation_id and staff_member.id = audit.actor_id
    where audit.organisation_id = ${ctx.organisationId} and subject_kind = 'customer' and subject_id = ${customerId}
      and action in ('preference.subscribed', 'preference.unsubscribed')
    order by audit.id desc limit ${MOST_EVENTS}`.execute(em.getKysely());
  return rows.map(({ at, ...event }) => ({ ...event, at: instantFrom(at) }));
}
