import { inOrganisation } from "@packpost/db/orm";
import type { MailEvent } from "@packpost/providers/types";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { pauseOnBadNews } from "../sending/pause-on-bad-news.ts";
import { applyEvents } from "./apply-events.ts";

const rowSchema = z.object({
  recipient_id: z.string(),
  payload: z.unknown(),
  dedupe_key: z.string(),
  received_at: z.coerce.date(),
});

/**
 * Applies events that came without our ids before the row knew the provider's id. Uses provider_event_unmatched.
 * @param input.read the provider's pure reader: raw body → event
 * @returns how many found their recipient
 */
export async function matchLateEvents({
  ctx,
  input,
}: {
  ctx: Context;
  input: { read: (payload: unknown, receivedAt: Date) => MailEvent | null };
}): Promise<number> {
  const applied = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      update provider_event set recipient_id = recipient.id
      from recipient
      where provider_event.organisation_id = ${ctx.organisationId} and provider_event.recipient_id is null
        and recipient.organisation_id = ${ctx.organisationId} and recipient.provider_message_id = provider_event.provider_message_id
      returning provider_event.recipient_id, provider_event.payload, provider_event.dedupe_key, provider_event.received_at`.execute(
      em.getKysely(),
    );
    const matched = rows.flatMap((row) => {
      const kept = rowSchema.parse(row);
      const event = input.read(kept.payload, kept.received_at);
      return event
        ? [{ event: { ...event, dedupeKey: kept.dedupe_key }, recipientId: kept.recipient_id }]
        : [];
    });
    await applyEvents(em, ctx, matched);
    return matched;
  });
  await pauseOnBadNews({ ctx, input: { events: applied } });
  return applied.length;
}
