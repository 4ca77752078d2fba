import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { whyNoTexts } from "../alert/why-no-texts.ts";
import { autoPause } from "../broadcast/auto-pause.ts";
import type { Context } from "../context.ts";
import { commitSynchronously } from "../send-protocol/commit-synchronously.ts";
import { ALERT_STREAM, DEFAULT_MS_PER_TEXT } from "../send-protocol/message-streams.ts";
import { sendingStop, sendingStopSchema, waitWhileStopped } from "../send-protocol/sending-stop.ts";
import { type Judgement, judgeText, type Picked } from "./judge-text.ts";
import { passNumberOn } from "./pass-number-on.ts";

/** A text that is ours to send, at its slot. */
export interface ClaimedText extends Picked {
  readonly attemptId: string;
  readonly from: string;
  readonly number: string;
  readonly body: string;
  readonly secret: string;
  /** Until its slot, from when the claim began. */
  readonly slotInMs: number;
  /** The provider did not answer lately: whether it does again, this text finds out. */
  readonly probe: boolean;
}

export type Claimed =
  | { readonly kind: "claimed"; readonly text: ClaimedText }
  /** The slot is further away, or nobody may be texted before then. */
  | { readonly kind: "wait"; readonly ms: number; readonly why: string }
  /** Nobody is due now. */
  | { readonly kind: "nobody" };

/** Looked at in one transaction; whoever is skipped takes no slot. */
const MOST_JUDGED = 200;

const senderSchema = z.object({
  ms_per_message: z.number(),
  failures: z.number(),
  in_ms: z.coerce.number(),
  slot: z.coerce.date(),
  stop: sendingStopSchema,
});

/**
 * Step 1 of the send protocol for a text of an alert (A6, A9): the next slot of the organisation's number, for the alert that was served least
 * recently, and of it whoever comes first and still is to be texted (judge-text). Slot, call and person are taken in one transaction, on disk
 * before anything is called: never two in a slot, and a crash burns its own. Pause and stop switches wait for it or are seen.
 *
 * Start the call's deadline BEFORE calling this.
 * @param input.leadMs so long before its slot a text is claimed at most, in milliseconds
 * @param input.callMs the call must have ended so long after its slot, in milliseconds
 * @param input.account the provider's fingerprint; without one no absence of it will ever count
 */
export function claimText({
  ctx,
  input,
}: {
  ctx: Context;
  input: { leadMs: number; callMs: number; account: string };
}): Promise<Claimed> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await commitSynchronously(em);
    const sender = await holdSender(em, ctx);
    if (sender.stop !== null) return { kind: "wait", ...waitWhileStopped(sender.stop) };
    if (sender.in_ms > input.leadMs)
      return { kind: "wait", ms: Math.ceil(sender.in_ms - input.leadMs), why: "Wait for the next slot" };
    const refused = await whyNoTexts(em, ctx);
    if (refused !== null) {
      await pauseAlerts(em, ctx, refused);
      return { kind: "nobody" };
    }
    for (let judged = 0; judged < MOST_JUDGED; judged++) {
      const picked = await pickNext(em, ctx, sender.slot);
      if (picked === null) return { kind: "nobody" };
      const judgement = await judgeText(em, ctx, picked, sender.slot);
      if (judgement.kind !== "send") {
        await setAside(em, ctx, picked, judgement);
        continue;
      }
      const text = await take(em, ctx, { picked, judgement, sender, ...input });
      return { kind: "claimed", text };
    }
    return { kind: "wait", ms: 0, why: "Many were skipped" };
  });
}

/** The sender's row, held: over all workers one claim at a time. Made where it is not there yet. */
async function holdSender(em: EntityManager, ctx: Context): Promise<z.infer<typeof senderSchema>> {
  const kysely = em.getKysely();
  await sql`
    insert into sender (organisation_id, stream, ms_per_message) values (${ctx.organisationId}, ${ALERT_STREAM}, ${DEFAULT_MS_PER_TEXT})
    on conflict (organisation_id, stream) do nothing`.execute(kysely);
  const { rows } = await sql`
    select coalesce(sender.ms_per_message, 1000 / sender.per_second, ${DEFAULT_MS_PER_TEXT}) as ms_per_message, sender.failures,
      extract(epoch from sender.next_slot_at - app_now()) * 1000 as in_ms, greatest(sender.next_slot_at, app_now()) as slot,
      ${sendingStop} as stop
    from sender join organisation on organisation.id = sender.organisation_id
    where sender.organisation_id = ${ctx.organisationId} and sender.stream = ${ALERT_STREAM}
    for update of sender for share of organisation`.execute(kysely);
  return senderSchema.parse(rows[0]);
}

/** Texting is off or refused: all alerts stand still and say so. */
export async function pauseAlerts(em: EntityManager, ctx: Context, reason: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from broadcast where organisation_id = ${ctx.organisationId} and kind = 'alert' and status = 'sending' order by id`.execute(
    em.getKysely(),
  );
  for (const { id } of rows)
    await autoPause(em, ctx, id, { from: "sending", reason, detail: { cause: "texting" } });
}

/**
 * Who is next: of the alert that was served least recently and has somebody due, along recipient_by_slice. Its broadcast is share-locked, so a
 * pause waits for this claim and every later claim sees it.
 */
async function pickNext(em: EntityManager, ctx: Context, slot: Date): Promise<Picked | null> {
  const { rows } = await sql<Picked>`
    select alert.id as "alertId", person.id as "recipientId", person.customer_id as "customerId", person.slice
    from broadcast
    join alert on alert.organisation_id = broadcast.organisation_id and alert.id = broadcast.id
    cross join lateral (
      select recipient.id, recipient.customer_id, recipient.slice from recipient
      join alert_recipient who on who.organisation_id = recipient.organisation_id and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
      where recipient.broadcast_id = broadcast.id and recipient.slice >= broadcast.first_open_slice and recipient.status = 'waiting'
        and (who.held_until is null or who.held_until <= ${slot.toISOString()}::timestamptz)
      order by recipient.slice, recipient.id limit 1) person
    where broadcast.organisation_id = ${ctx.organisationId} and broadcast.kind = 'alert' and broadcast.status = 'sending' and broadcast.snapshot_at is not null
    order by alert.served_at nulls first, alert.created_at, alert.id limit 1
    for share of broadcast`.execute(em.getKysely());
  return rows[0] ?? null;
}

/** They wait for the morning, or are left out with the reasons; their number is passed on then. */
async function setAside(
  em: EntityManager,
  ctx: Context,
  picked: Picked,
  judgement: Exclude<Judgement, { kind: "send" }>,
): Promise<void> {
  const kysely = em.getKysely();
  const mine = sql`organisation_id = ${ctx.organisationId} and alert_id = ${picked.alertId} and customer_id = ${picked.customerId}`;
  if (judgement.kind === "hold") {
    await sql`update alert_recipient set held_until = ${judgement.until.toISOString()} where ${mine}`.execute(
      kysely,
    );
    return;
  }
  await sql`
    update recipient set skipped_at = app_now(), skip_reasons = ${judgement.reasons}
    where organisation_id = ${ctx.organisationId} and id = ${picked.recipientId} and status = 'waiting'`.execute(
    kysely,
  );
  const { rows } = await sql<{ number: string | null }>`
    update alert_recipient set holds_number = false where ${mine} returning number`.execute(kysely);
  await passNumberOn(em, ctx, { picked, number: rows[0]?.number ?? null });
}

interface Taking {
  readonly picked: Picked;
  readonly judgement: Extract<Judgement, { kind: "send" }>;
  readonly sender: z.infer<typeof senderSchema>;
  readonly callMs: number;
  readonly account: string;
}

const takenSchema = z.object({
  attempt_id: z.string(),
  from: z.string(),
  secret: z.string(),
  body: z.string(),
});

async function take(
  em: EntityManager,
  ctx: Context,
  { picked, judgement, sender, callMs, account }: Taking,
): Promise<ClaimedText> {
  const kysely = em.getKysely();
  const { number, appointment } = judgement;
  const slot = sql`${sender.slot.toISOString()}::timestamptz`;
  const before = await sql<{ number: string | null }>`
    update alert_recipient set number = ${number}, holds_number = true, held_until = null, appointment_id = ${appointment.id}, starts_at = ${appointment.startsAt}, appointments = ${appointment.count}
    where organisation_id = ${ctx.organisationId} and alert_id = ${picked.alertId} and customer_id = ${picked.customerId}
    returning old.number`.execute(kysely);
  const earlier = before.rows[0]?.number ?? null;
  if (earlier !== number) await passNumberOn(em, ctx, { picked, number: earlier });
  const { rows } = await sql`
    with texting as (
      select number, secret from texting where organisation_id = ${ctx.organisationId}
    ), called as (
      insert into attempt (organisation_id, broadcast_id, call_until, recipients, slice, first_recipient_id, last_recipient_id, people, provider_account)
      select ${ctx.organisationId}, ${picked.alertId}, ${slot} + make_interval(secs => ${callMs / 1000}), 1, ${picked.slice}, ${picked.recipientId}, ${picked.recipientId},
        json_build_array(json_build_object('id', ${picked.recipientId}::uuid, 'number', ${number}::text, 'from', texting.number)), ${account}
      from texting returning id
    ), claimed as (
      update recipient set attempt_id = called.id, claimed_at = coalesce(claimed_at, app_now())
      from called where recipient.organisation_id = ${ctx.organisationId} and recipient.id = ${picked.recipientId} and recipient.status = 'waiting'
      returning recipient.id
    ), served as (
      update alert set served_at = ${slot} where organisation_id = ${ctx.organisationId} and id = ${picked.alertId} returning body
    )
    select called.id as attempt_id, texting.number as from, texting.secret, served.body from called, texting, served, claimed`.execute(
    kysely,
  );
  const taken = takenSchema.parse(rows[0]);
  await sql`
    update sender set next_slot_at = ${slot} + make_interval(secs => ${sender.ms_per_message / 1000})
    where organisation_id = ${ctx.organisationId} and stream = ${ALERT_STREAM}`.execute(kysely);
  return {
    ...picked,
    ...{ attemptId: taken.attempt_id, from: taken.from, secret: taken.secret, body: taken.body },
    ...{ number, slotInMs: Math.max(0, sender.in_ms), probe: sender.failures > 0 },
  };
}
