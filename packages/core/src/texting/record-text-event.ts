import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { TextEvent } from "@packpost/providers/sms-event";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { noteTextable, noteTrouble } from "./number-state.ts";
import { settleTextNotices } from "./settle-text-notices.ts";

interface Subject {
  readonly id: string;
  readonly address: string;
}

/**
 * Writes a report about a text of ours and what it says, in one transaction (T21). First-seen facts, in whatever order reports come: what was
 * delivered never falls back to sent, a failure's words are never erased, and a report of an earlier call of the same delivery, or one that
 * came before, changes nothing. A text that failed has its message mailed at once (V5).
 * @param input.payload the raw body
 * @returns whether it is about a single text
 */
export async function recordTextEvent({
  ctx,
  input: { event, payload },
}: {
  ctx: Context;
  input: { event: TextEvent; payload: string };
}): Promise<boolean> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const subject = await findDelivery(em, ctx, event);
    if (subject === undefined) return false;
    if (!(await insertTextEvent(em, ctx, event, { payload, deliveryId: subject.id }))) return true;
    await writeFacts(em, ctx, event, subject.id);
    const { trouble, providerMessage = "" } = event;
    if (trouble !== undefined)
      await noteTrouble(em, ctx, { number: subject.address, trouble, providerMessage });
    if (event.kind === "delivered" || event.kind === "read") await noteTextable(em, ctx, subject.address);
    await settleTextNotices(em, ctx, subject.id);
    return true;
  });
}

/** By our id in the address that was called, else by the provider's; held, so that two reports of it come one after the other. */
async function findDelivery(
  em: EntityManager,
  ctx: Context,
  { recipientId, providerMessageId }: TextEvent,
): Promise<Subject | undefined> {
  const { rows } = await sql<Subject>`
    select id, address from delivery
    where organisation_id = ${ctx.organisationId} and channel = 'sms' and id = coalesce(
      ${recipientId ?? null}::uuid, (select id from delivery told where told.provider_message_id = ${providerMessageId} and told.organisation_id = ${ctx.organisationId} limit 1))
      -- Of the newest call: what becomes of an earlier one is told where somebody has sent it again.
      and coalesce(provider_message_id, ${providerMessageId}) = ${providerMessageId} and not ${providerMessageId} = any (past_provider_message_ids)
    for no key update`.execute(em.getKysely());
  return rows[0];
}

/** Keeps a report raw. @returns whether it is new */
export async function insertTextEvent(
  em: EntityManager,
  ctx: Context,
  event: TextEvent,
  about: { payload: string; deliveryId?: string; recipientId?: string },
): Promise<boolean> {
  const { dedupeKey, providerKind, occurredAt, providerMessageId } = event;
  const raw = JSON.stringify(Object.fromEntries(new URLSearchParams(about.payload)));
  const { rows } = await sql`
    insert into provider_event (organisation_id, dedupe_key, kind, occurred_at, provider_message_id, delivery_id, recipient_id, payload)
    values (${ctx.organisationId}, ${dedupeKey}, ${providerKind}, ${occurredAt.toISOString()}::timestamptz, ${providerMessageId}, ${about.deliveryId ?? null}, ${about.recipientId ?? null},
      ${raw.replaceAll("\\u0000", "\\ufffd")}::json)
    on conflict (organisation_id, dedupe_key) do nothing returning dedupe_key`.execute(em.getKysely());
  return rows.length > 0;
}

/** Whatever speaks of a text proves that it was accepted, and ends the open call. */
async function writeFacts(em: EntityManager, ctx: Context, event: TextEvent, id: string): Promise<void> {
  const at = sql`${event.occurredAt.toISOString()}::timestamptz`;
  const delivered = event.kind === "delivered" || event.kind === "read";
  const failed = event.kind === "undelivered" || event.kind === "failed";
  await sql`
    update delivery set call_until = null, unconfirmed_at = null, sent_at = least(sent_at, ${at}),
      provider_message_id = coalesce(provider_message_id, ${event.providerMessageId}),
      delivered_at = case when ${delivered} then least(delivered_at, ${at}) else delivered_at end,
      failed_at = case when ${failed} then least(failed_at, ${at}) else failed_at end,
      provider_message = case
        when ${failed} then coalesce(${event.providerMessage ?? null}, case when failed_at is not null then provider_message end, 'The carrier gave no reason.')
        when failed_at is not null then provider_message end
    where id = ${id} and organisation_id = ${ctx.organisationId}`.execute(em.getKysely());
}
