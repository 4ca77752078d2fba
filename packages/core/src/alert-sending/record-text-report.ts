import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { TextEvent, TextEventKind } from "@packpost/providers/sms-event";
import { sql } from "kysely";
import { refusedBecause } from "../alert/why-no-texts.ts";
import type { Context } from "../context.ts";
import { holdForSilence } from "../send-protocol/hold-for-silence.ts";
import { ALERT_STREAM } from "../send-protocol/message-streams.ts";
import { noteEvidence } from "../send-protocol/note-evidence.ts";
import { noteTextable, noteTrouble } from "../texting/number-state.ts";
import { insertTextEvent, recordTextEvent } from "../texting/record-text-event.ts";
import { pauseAlerts } from "./claim-text.ts";
import { keepAlertEntry } from "./keep-alert-entry.ts";
import { retryOverflowed } from "./retry-overflowed.ts";

interface Subject {
  readonly id: string;
  readonly number: string | null;
  /** Texts of it that the provider has dropped before. */
  readonly overflows: number;
}

/** Whatever says that a text has gone to the carrier. */
const left: ReadonlySet<TextEventKind> = new Set(["sent", "delivered", "read", "undelivered"]);

/** Where our number sends faster than its queue empties, in milliseconds (30001); doubled each time that the same text is dropped. */
const TOO_FAST_MS = 60_000;
const MOST_DOUBLINGS = 4;

/**
 * Writes a report about a text of ours: of a conversation (record-text-event), or of an alert, by the same rules (T21): first-seen facts in
 * whatever order reports come, a refusal of the carrier wins and its words are never erased, and whatever speaks of a text proves that its call
 * arrived, also before our own commit.
 * @param input.payload the raw body
 */
export async function recordTextReport({
  ctx,
  input,
}: {
  ctx: Context;
  input: { event: TextEvent; payload: string };
}): Promise<void> {
  if (await recordTextEvent({ ctx, input })) return;
  const { event, payload } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    if (event.attemptId !== undefined) await noteEvidence(em, ctx, [event.attemptId]);
    const subject = await findRecipient(em, ctx, event);
    if (subject === undefined) return;
    if (!(await insertTextEvent(em, ctx, event, { payload, recipientId: subject.id }))) return;
    await writeFacts(em, ctx, event, subject.id);
    await noteWhatItSays(em, ctx, event, subject);
    await retryOverflowed(em, ctx, subject.id);
    await keepAlertEntry(em, ctx, subject.id);
    // Whoever has the thread open sees what became of it (A7).
    await sql`select touch_entries(${ctx.organisationId}, array[${subject.id}]::uuid[])`.execute(
      em.getKysely(),
    );
  });
}

/** By our id in the address that was called, else by the provider's; held, so that two reports of it come one after the other. */
async function findRecipient(
  em: EntityManager,
  ctx: Context,
  { kind, recipientId, providerMessageId }: TextEvent,
): Promise<Subject | undefined> {
  const { rows } = await sql<Subject>`
    select recipient.id, who.number, cardinality(who.overflowed_ids) as overflows
    from recipient
    join alert_recipient who on who.organisation_id = recipient.organisation_id and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
    where recipient.organisation_id = ${ctx.organisationId} and recipient.id = coalesce(${recipientId ?? null}::uuid, (
        select recipient_id from provider_message_key keyed
        where keyed.organisation_id = ${ctx.organisationId} and keyed.key = provider_message_key(${providerMessageId}) limit 1))
      -- Of the newest call: what becomes of an earlier one is told where somebody has sent it again.
      and coalesce(provider_message_id, ${providerMessageId}) = ${providerMessageId}
      -- One that was dropped is of an earlier call too, unless it has left after all and nobody has sent it again.
      and (provider_message_id is not null or not ${providerMessageId} = any(who.overflowed_ids) or ${left.has(kind)} and recipient.status = 'waiting')
    for no key update of recipient`.execute(em.getKysely());
  return rows[0];
}

async function writeFacts(em: EntityManager, ctx: Context, event: TextEvent, id: string): Promise<void> {
  const at = sql`${event.occurredAt.toISOString()}::timestamptz`;
  const delivered = event.kind === "delivered" || event.kind === "read";
  const refused = event.kind === "undelivered" || event.kind === "failed";
  await sql`
    update recipient set unconfirmed_at = null, sent_at = least(sent_at, ${at}), provider_message_id = coalesce(provider_message_id, ${event.providerMessageId}),
      delivered_at = case when ${delivered} then least(delivered_at, ${at}) else delivered_at end,
      undelivered_at = case when ${refused} then least(undelivered_at, ${at}) else undelivered_at end,
      provider_message = case
        when ${refused} then coalesce(${event.providerMessage ?? null}, case when undelivered_at is not null then provider_message end, 'The carrier gave no reason.')
        when undelivered_at is not null then provider_message end
    where id = ${id} and organisation_id = ${ctx.organisationId}`.execute(em.getKysely());
  const dropped = event.kind === "failed" && event.trouble === "pace";
  if (!dropped && !left.has(event.kind)) return;
  await sql`
    update alert_recipient who set left_at = case when ${!dropped} then ${at} else left_at end,
      overflowed_ids = case when ${dropped} then array_append(overflowed_ids, ${event.providerMessageId}) else overflowed_ids end
    from recipient
    where recipient.organisation_id = ${ctx.organisationId} and recipient.id = ${id} and who.organisation_id = recipient.organisation_id
      and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id and (${dropped} or who.left_at is null)`.execute(
    em.getKysely(),
  );
}

/** What a report says beyond its one text: of the number, of ours, and of how fast we may go. */
async function noteWhatItSays(
  em: EntityManager,
  ctx: Context,
  { kind, trouble, providerMessage = "" }: TextEvent,
  { number, overflows }: Subject,
): Promise<void> {
  if (number === null) return;
  if (kind === "delivered" || kind === "read") await noteTextable(em, ctx, number);
  if (trouble === undefined) return;
  await noteTrouble(em, ctx, { number, trouble, providerMessage });
  if (trouble === "account") await pauseAlerts(em, ctx, refusedBecause(providerMessage));
  if (trouble === "pace")
    await holdForSilence({
      ctx,
      input: {
        ...{ stream: ALERT_STREAM, providerMessage, probe: false, keepsSlot: true },
        retryAfterMs: TOO_FAST_MS * 2 ** Math.min(overflows, MOST_DOUBLINGS) * (1 + Math.random() * 0.2),
      },
    });
}
