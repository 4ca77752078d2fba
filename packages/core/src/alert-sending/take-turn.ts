import { setTimeout as sleep } from "node:timers/promises";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { PacerStep } from "@packpost/workflows/alert/contract";
import { sql } from "kysely";
import * as z from "zod";
import type { Context, WorkerContext } from "../context.ts";
import { ALERT_STREAM } from "../send-protocol/message-streams.ts";
import { textWebhookUrl } from "../texting/text-webhook-url.ts";
import { claimText } from "./claim-text.ts";
import { recordText } from "./record-text.ts";

/**
 * One turn of the organisation's number: claims the next text where its slot is near, waits for the slot by the database's clock, calls, and
 * records (A6). Safe to run again after any crash: a call whose end nobody wrote down stays open, and its alert asks the provider about it.
 * @returns when the next turn is; `end` where no alert has anybody waiting
 */
export async function takeTurn({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { leadMs: number; callMs: number };
}): Promise<PacerStep> {
  const sms = await ctx.providerFor("sms");
  const deadline = ctx.startCallDeadline(input.callMs);
  const begunAt = performance.now();
  const claimed = await claimText({ ctx, input: { ...input, account: sms.fingerprint() } });
  if (claimed.kind === "wait") {
    await wakeAlerts(ctx);
    return { do: "wait", ms: claimed.ms, why: claimed.why };
  }
  if (claimed.kind === "claimed") {
    const { text } = claimed;
    await sleep(Math.max(0, begunAt + text.slotInMs - performance.now()));
    const { organisationId, apiUrl } = ctx;
    const sent = await sms.sendText(
      {
        ...{ attemptId: text.attemptId, recipientId: text.recipientId },
        ...{ from: text.from, to: text.number, body: text.body },
        statusCallbackUrl: textWebhookUrl({ apiUrl, organisationId, secret: text.secret }, "status"),
      },
      { deadline },
    );
    await recordText(ctx, text, sent);
  }
  await wakeAlerts(ctx);
  return inOrganisation(ctx.orm, ctx.organisationId, (em) => nextTurn(em, ctx, input.leadMs));
}

const turnSchema = z.object({
  due: z.boolean(),
  held_in_ms: z.coerce.number().nullable(),
  slot_in_ms: z.coerce.number(),
});

/** Whoever waits in an alert of `broadcast`. */
const waiting = sql`recipient
  join alert_recipient who on who.organisation_id = recipient.organisation_id and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
  where recipient.broadcast_id = broadcast.id and recipient.slice >= broadcast.first_open_slice and recipient.status = 'waiting'`;

/**
 * When the pacer is to look next. Who waits is looked for along recipient_by_slice; mornings only where nobody is due, since all who are held
 * are read for them.
 */
async function nextTurn(em: EntityManager, ctx: Context, leadMs: number): Promise<PacerStep> {
  const isSent = sql`broadcast.organisation_id = ${ctx.organisationId} and broadcast.kind = 'alert' and broadcast.status = 'sending' and broadcast.snapshot_at is not null`;
  const { rows } = await sql`
    with person as materialized (
      select exists (
        select from broadcast cross join lateral (
          select from ${waiting} and (who.held_until is null or who.held_until <= app_now()) order by recipient.slice, recipient.id limit 1) found
        where ${isSent}) as due)
    select person.due, coalesce(ceil(extract(epoch from sender.next_slot_at - app_now()) * 1000), 0) as slot_in_ms,
      case when not person.due then (
        select ceil(extract(epoch from min(found.held_until) - app_now()) * 1000)
        from broadcast cross join lateral (select who.held_until from ${waiting} and who.held_until > app_now()) found where ${isSent}) end as held_in_ms
    from person left join sender on sender.organisation_id = ${ctx.organisationId} and sender.stream = ${ALERT_STREAM}`.execute(
    em.getKysely(),
  );
  const { due, held_in_ms, slot_in_ms } = turnSchema.parse(rows[0]);
  const slotMs = Math.max(0, slot_in_ms - leadMs);
  if (due) return { do: "wait", ms: slotMs, why: "Wait for the next slot" };
  if (held_in_ms === null) return { do: "end" };
  return { do: "wait", ms: Math.max(slotMs, held_in_ms), why: "Wait until nobody is disturbed" };
}

/**
 * Tells the workflows of alerts what they wait for: nobody of it waits any more, or a call has not been answered and nobody has said yet when
 * the provider is asked. By attempt_open.
 */
async function wakeAlerts(ctx: Context): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ id: string }>`
      select broadcast.id from broadcast
      cross join lateral (
        select exists (
            select from attempt where attempt.broadcast_id = broadcast.id and attempt.organisation_id = broadcast.organisation_id and attempt.ended_at is null) as open,
          exists (
            select from recipient where recipient.broadcast_id = broadcast.id and recipient.slice >= broadcast.first_open_slice and recipient.status = 'waiting') as waits) now
      where broadcast.organisation_id = ${ctx.organisationId} and broadcast.kind = 'alert' and broadcast.status in ('sending', 'paused') and broadcast.snapshot_at is not null
        and case when now.open then broadcast.next_look_at is null else not now.waits end`.execute(
      em.getKysely(),
    );
    for (const { id } of rows) ctx.workflows.wakeBroadcast({ id, kind: "alert" });
  });
}
