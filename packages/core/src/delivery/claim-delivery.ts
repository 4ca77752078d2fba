import type { Stream } from "@packpost/db/entities/sender.entity";
import { type DeliveryPurpose, deliveryPurposes, type ProviderChannel } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { blockedBy } from "../address/blocked-by-sql.ts";
import type { Context } from "../context.ts";
import { commitSynchronously } from "../send-protocol/commit-synchronously.ts";
import { reservePace, takePace } from "../send-protocol/reserve-pace.ts";
import { dropIfUntextable } from "../texting/drop-if-untextable.ts";
import { givenUpWords, giveUpAt } from "./retry-policies.ts";
import { takeFoundNotice } from "./take-found-notice.ts";
import { whyRefused } from "./why-refused-sql.ts";
import { withdrawReadNotice } from "./withdraw-read-notice.ts";

const claimedSchema = z.object({
  id: z.string(),
  calls: z.number(),
  purpose: z.enum(deliveryPurposes),
  /** How long it is still tried, in milliseconds. */
  give_up_in_ms: z.coerce.number(),
  /** Of a text: the number. */
  address: z.string(),
  text: z.string(),
});
const rowSchema = z.discriminatedUnion("channel", [
  claimedSchema.extend({
    channel: z.literal("email"),
    from_mailbox: z.object({
      ...{ name: z.string(), email: z.string(), replyTo: z.string().nullable() },
      /** It is answered at an address of its own there. */
      inboundAddress: z.string().optional(),
    }),
    threading: z.object({ messageId: z.string(), references: z.array(z.string()) }).nullable(),
    subject: z.string(),
    html: z.string(),
  }),
  claimedSchema.extend({ channel: z.literal("sms"), from_number: z.string() }),
]);

/** A delivery, and what its row says that it is: that never changes. */
export interface DeliveryKey {
  readonly deliveryId: string;
  readonly channel: ProviderChannel;
  readonly purpose: DeliveryPurpose;
}

/** A delivery that is ours to hand over; `calls` says which claim of it this is. */
export type ClaimedDelivery = z.infer<typeof rowSchema> & {
  /** The provider did not answer lately: whether it does again, this call finds out. */
  readonly probe: boolean;
};

/**
 * Step 1 of the send protocol for a delivery: takes it for one provider call, committed to disk, while no stop switch is
 * set, the stream is not held and it is still worth trying. What carries a campaign's text asks for consent again (C18), a text whether
 * its number may be texted (V8).
 * Start the call's deadline BEFORE calling this.
 * @param input.callMs the call must begin and end within this time of the claim
 * @param input.account the provider's fingerprint; without one no absence of it will ever count
 * @returns null when it does not wait any more, or all sending is stopped; `waitMs` while the stream is held
 */
export async function claimDelivery({
  ctx,
  input,
}: {
  ctx: Context;
  input: DeliveryKey & { readonly stream: Stream; readonly callMs: number; readonly account?: string };
}): Promise<ClaimedDelivery | { readonly waitMs: number } | null> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await commitSynchronously(em);
    await askAgain(em, ctx, input);
    await giveUpIfLate(em, ctx, input.deliveryId);
    const turn = await reservePace(em, ctx, input.stream, 1);
    if (!turn.open) return { waitMs: turn.waitMs };
    const { rows } = await sql`
      update delivery set calls = calls + 1, claimed_at = coalesce(claimed_at, app_now()), looked_up_at = null, first_absent_at = null,
        ask_after = null, failed_asks = 0, first_failed_ask_at = null, provider_message = null,
        provider_account = ${input.account ?? null}, asked_elsewhere = false,
        from_number = case when channel = 'sms' then (select number from texting where texting.organisation_id = delivery.organisation_id) end,
        call_until = app_now() + make_interval(secs => ${input.callMs / 1000})
      from organisation
      where delivery.id = ${input.deliveryId} and delivery.organisation_id = ${ctx.organisationId} and delivery.status = 'waiting'
        and organisation.id = ${ctx.organisationId} and organisation.sending_stopped_at is null
        and sending_stop() is null
      returning delivery.id, channel, calls, purpose, address, from_mailbox, from_number, threading, subject, html, text,
        extract(epoch from ${giveUpAt} - app_now()) * 1000 as give_up_in_ms`.execute(em.getKysely());
    const delivery = rowSchema.optional().parse(rows[0]);
    if (!delivery) return null;
    await takePace(em, ctx, input.stream, { ...turn, count: 1, callMs: input.callMs });
    return { ...delivery, probe: turn.probe };
  });
}

/** Whether it may still leave, by what it is for. */
async function askAgain(
  em: EntityManager,
  ctx: Context,
  { deliveryId, channel, purpose }: DeliveryKey,
): Promise<void> {
  if (purpose === "unread_notice") {
    await withdrawReadNotice(em, ctx, deliveryId);
    await takeFoundNotice(em, ctx, deliveryId);
  }
  if (purpose === "preview" || purpose === "copy") await dropIfRefused(em, ctx, deliveryId);
  if (purpose === "individual") await dropIfBlocked(em, ctx, deliveryId);
  if (channel === "sms") await dropIfUntextable(em, ctx, deliveryId);
}

/** A mail to one person whose address was blocked since it was queued (P12): it would be refused, or come back. */
async function dropIfBlocked(em: EntityManager, ctx: Context, deliveryId: string): Promise<void> {
  await sql`
    update delivery set dropped_at = app_now(), provider_message = 'This address was blocked before it was sent, so nothing was sent.'
    where id = ${deliveryId} and organisation_id = ${ctx.organisationId} and status = 'waiting' and purpose = 'individual'
      and exists (select from suppression where suppression.organisation_id = ${ctx.organisationId} and ${blockedBy("email", sql`address_key(delivery.address)`)})`.execute(
    em.getKysely(),
  );
}

/** A preview or copy whose address may not get a campaign's text any more: nobody is called, and the row says why. */
async function dropIfRefused(em: EntityManager, ctx: Context, deliveryId: string): Promise<void> {
  await sql`
    update delivery set dropped_at = app_now(), provider_message = 'This address may not get campaigns any more, so nothing was sent.'
    where id = ${deliveryId} and organisation_id = ${ctx.organisationId} and status = 'waiting' and purpose in ('preview', 'copy')
      and ${whyRefused(sql`address_key(delivery.address)`)} is not null`.execute(em.getKysely());
}

/** One that its purpose does not make worth trying any more: its line says so, and nobody is called. */
async function giveUpIfLate(em: EntityManager, ctx: Context, deliveryId: string): Promise<void> {
  await sql`
    update delivery set failed_at = app_now(), provider_message = ${givenUpWords}
    where id = ${deliveryId} and organisation_id = ${ctx.organisationId} and status = 'waiting' and ${giveUpAt} <= app_now()`.execute(
    em.getKysely(),
  );
}
