import { inOrganisation } from "@packpost/db/orm";
import type { TextTrouble } from "@packpost/providers/sms-event";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../context.ts";
import { noteTrouble } from "../texting/number-state.ts";
import { settleTextNotices } from "../texting/settle-text-notices.ts";

/** What a call for a delivery came to. */
export type DeliveryOutcome =
  | { readonly kind: "accepted"; readonly providerMessageId: string; readonly at: Date }
  /** For good: the provider will not take it. `dropped` is about the address, `failed` about us. */
  | { readonly kind: "dropped" | "failed"; readonly providerMessage: string }
  /** Surely not accepted: it waits again. `words`: why, where it is not over in a moment. */
  | { readonly kind: "released"; readonly providerMessage?: string }
  /** Not answered: it may have been accepted, so the claim stays and the provider is asked. */
  | { readonly kind: "unanswered"; readonly providerMessage: string };

/**
 * Step 3 of the send protocol for a delivery. An acceptance always counts; anything else only while the claim it
 * belongs to is open, so a stalled worker that comes back late undoes nothing.
 * @param input.call which claim it is about (`calls` when it was claimed)
 * @param input.trouble what the refusal of a text says beyond it
 */
export async function recordDelivery({
  ctx,
  input,
}: {
  ctx: Context;
  input: { deliveryId: string; call: number; outcome: DeliveryOutcome; trouble?: TextTrouble | undefined };
}): Promise<void> {
  const { deliveryId, call, outcome, trouble } = input;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql<{ address: string; channel: string }>`
      update delivery set call_until = case when ${outcome.kind === "unanswered"} then call_until end, ${changeOf(outcome)}
      where id = ${deliveryId} and organisation_id = ${ctx.organisationId}
        and (${outcome.kind === "accepted"} or (calls = ${call} and status = 'claimed'))
      returning address, channel`.execute(em.getKysely());
    const [text] = rows.filter(({ channel }) => channel === "sms");
    if (text === undefined) return;
    if (trouble !== undefined && "providerMessage" in outcome)
      await noteTrouble(em, ctx, {
        ...{ number: text.address, trouble, providerMessage: outcome.providerMessage ?? "" },
      });
    await settleTextNotices(em, ctx, deliveryId);
  });
}

function changeOf(outcome: DeliveryOutcome): RawBuilder<unknown> {
  switch (outcome.kind) {
    case "accepted":
      // The words of a failure that was reported meanwhile stay (T21).
      return sql`provider_message = case when failed_at is not null then provider_message end, unconfirmed_at = null, sent_at = least(sent_at, ${outcome.at.toISOString()}::timestamptz),
        provider_message_id = coalesce(provider_message_id, ${outcome.providerMessageId})`;
    case "dropped":
      return sql`dropped_at = app_now(), provider_message = ${outcome.providerMessage}`;
    case "failed":
      return sql`failed_at = app_now(), provider_message = ${outcome.providerMessage}`;
    case "released":
      return sql`looked_up_at = null, provider_message = ${outcome.providerMessage ?? null}`;
    case "unanswered":
      return sql`provider_message = ${outcome.providerMessage}`;
  }
}
