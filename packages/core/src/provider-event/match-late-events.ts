import { inOrganisation } from "@packpost/db/orm";
import { planByKey } from "@packpost/db/prepared";
import type { EmailEvent } from "@packpost/providers/email-event";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { readByIndex } from "../sweep/read-by-index.ts";
import { applyFacts } from "./apply-facts.ts";
import type { MatchedEvent } from "./event-subject.ts";
import { findSubject } from "./find-subject-sql.ts";
import { followUp, followUpOf } from "./follow-up.ts";

const rowSchema = z.object({
  recipient_id: z.string().nullable(),
  delivery_id: z.string().nullable(),
  payload: z.unknown(),
  dedupe_key: z.string(),
  received_at: z.coerce.date(),
});

/**
 * Applies events that came without our ids before a recipient's or delivery's row knew the provider's id. Uses
 * provider_event_of_nobody and, from each of these, provider_message_by_key and delivery_by_provider_id.
 * @param input.read the provider's pure reader: raw body → event
 * @returns how many found their row
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
      update provider_event set (recipient_id, delivery_id) = (select recipient_id, delivery_id from (${subjectOf(ctx)}) found)
      where dedupe_key = any(${late}::text[]) and organisation_id = ${ctx.organisationId} and recipient_id is null and delivery_id is null
      returning recipient_id, delivery_id, payload, dedupe_key, received_at`.execute(em.getKysely());
    const matched = rows.flatMap((row): MatchedEvent[] => {
      const { dedupe_key: dedupeKey, ...kept } = rowSchema.parse(row);
      const read = input.read(kept.payload, kept.received_at);
      if (read === null) return [];
      const event = { ...read, dedupeKey };
      if (kept.recipient_id !== null) return [{ event, kind: "recipient", id: kept.recipient_id }];
      return kept.delivery_id === null ? [] : [{ event, kind: "delivery", id: kept.delivery_id }];
    });
    await sql`select ${planByKey}`.execute(em.getKysely());
    await applyFacts(em, ctx, matched);
    return matched;
  });
  await followUp({ ctx, input: followUpOf(applied) });
  return applied.length;
}

/** A transaction of its own: what is done about them afterwards joins sets. */
async function findLate(ctx: Context): Promise<string[]> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await readByIndex(em);
    const { rows } = await sql<{ dedupe_key: string }>`
      select dedupe_key from provider_event cross join lateral (${subjectOf(ctx)}) found
      where organisation_id = ${ctx.organisationId} and provider_event.recipient_id is null and provider_event.delivery_id is null
        and coalesce(found.recipient_id, found.delivery_id) is not null`.execute(em.getKysely());
    return rows.map(({ dedupe_key }) => dedupe_key);
  });
}

/** Events that named our id found their row when they came. */
const subjectOf = (ctx: Context) =>
  findSubject(ctx, { ourId: sql`null::uuid`, providerId: sql.ref("provider_event.provider_message_id") });
