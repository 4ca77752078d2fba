import { inOrganisation } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { sql } from "kysely";
import * as z from "zod";
import { checkSendHealth } from "../broadcast/check-send-health.ts";
import type { Context } from "../context.ts";
import { readByIndex } from "../sweep/read-by-index.ts";
import { applyFacts, badNewsOf } from "./apply-facts.ts";

const rowSchema = z.object({
  recipient_id: z.string(),
  payload: z.unknown(),
  dedupe_key: z.string(),
  received_at: z.coerce.date(),
});

/**
 * Applies events that came without our ids before the row knew the provider's id. Uses provider_event_of_nobody and, from
 * each of these, recipient_by_provider_id.
 * @param input.read the provider's pure reader: raw body → event
 * @returns how many found their recipient
 */
export async function matchLateEvents({
  ctx,
  input,
}: {
  ctx: Context;
  input: { read: (payload: unknown, receivedAt: Date) => EmailEvent | null };
}): Promise<number> {
  const late = await findLate(ctx);
  if (late.length === 0) return 0;
  const applied = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { rows } = await sql`
      update provider_event set recipient_id = ${recipientOf(ctx)}
      where dedupe_key = any(${late}::text[]) and organisation_id = ${ctx.organisationId} and recipient_id is null
      returning recipient_id, payload, dedupe_key, received_at`.execute(em.getKysely());
    const matched = rows.flatMap((row) => {
      const kept = rowSchema.parse(row);
      const event = input.read(kept.payload, kept.received_at);
      return event
        ? [{ event: { ...event, dedupeKey: kept.dedupe_key }, recipientId: kept.recipient_id }]
        : [];
    });
    await applyFacts(em, ctx, matched);
    return matched;
  });
  await checkSendHealth({ ctx, input: badNewsOf(applied) });
  return applied.length;
}

/** A transaction of its own: what is done about them afterwards joins sets. */
async function findLate(ctx: Context): Promise<string[]> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await readByIndex(em);
    const { rows } = await sql<{ dedupe_key: string }>`
      select dedupe_key from provider_event
      where organisation_id = ${ctx.organisationId} and recipient_id is null and delivery_id is null and ${recipientOf(ctx)} is not null`.execute(
      em.getKysely(),
    );
    return rows.map(({ dedupe_key }) => dedupe_key);
  });
}

/** From each event outward, one look-up by key, whatever the planner believes of how many there are. */
const recipientOf = (ctx: Context) => sql`(
  select recipient.id from recipient
  where recipient.organisation_id = ${ctx.organisationId} and recipient.provider_message_id = provider_event.provider_message_id limit 1)`;
