import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { MailEvent } from "@packpost/providers/types";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { type AppliedMailEvent, applyMailEvents } from "../mail/apply-mail-events.ts";
import { pauseOnBadNews } from "../sending/pause-on-bad-news.ts";
import { takeListChanges } from "../suppression/take-list-changes.ts";
import { type AppliedEvent, applyEvents } from "./apply-events.ts";
import { foldScatteredTallies } from "./fold-scattered-tallies.ts";

/** A provider event as it came: in our words, with the raw body beside it, as JSON text or as what it says. */
export interface IncomingEvent {
  readonly event: MailEvent;
  readonly payload: string | object;
}

/**
 * Writes provider events and what they say of recipients, in one transaction. An event that came before changes nothing;
 * one whose recipient is not known yet is kept, and applied when {@link matchLateEvents} finds it.
 *
 * @param input.events events of this organisation, in any order
 */
export async function recordEvents({
  ctx,
  input,
}: {
  ctx: Context;
  input: { events: readonly IncomingEvent[] };
}): Promise<void> {
  const events = [...new Map(input.events.map((incoming) => [incoming.event.dedupeKey, incoming])).values()];
  const applied = await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const fresh = await insertEvents(em, ctx, events);
    const matched: AppliedEvent[] = events.flatMap(({ event }) => {
      const recipientId = fresh.get(event.dedupeKey)?.recipientId;
      return recipientId ? [{ event, recipientId }] : [];
    });
    await applyEvents(em, ctx, matched);
    const ofMails: AppliedMailEvent[] = events.flatMap(({ event }) => {
      const mailId = fresh.get(event.dedupeKey)?.mailId;
      return mailId ? [{ event, mailId }] : [];
    });
    await applyMailEvents(em, ctx, ofMails);
    const news = events.flatMap(({ event }) => (fresh.has(event.dedupeKey) ? [event] : []));
    await takeListChanges(em, ctx, news);
    return matched;
  });
  await pauseOnBadNews({ ctx, input: { events: applied } });
  await foldScatteredTallies({ ctx, input: { recipientIds: applied.map(({ recipientId }) => recipientId) } });
}

const freshSchema = z.object({
  dedupe_key: z.string(),
  recipient_id: z.string().nullable(),
  mail_id: z.string().nullable(),
});

/** Whom a new event is about: a recipient, a single mail, or nobody known. */
type Subject = { readonly recipientId: string | null; readonly mailId: string | null };

/** Inserts what is new, matched by our id in the metadata, else by the provider's id. Answers new keys with whom they are about. */
async function insertEvents(
  em: EntityManager,
  ctx: Context,
  events: readonly IncomingEvent[],
): Promise<Map<string, Subject>> {
  const { rows } = await sql`
    insert into provider_event (organisation_id, dedupe_key, kind, occurred_at, provider_message_id, recipient_id, mail_id, payload)
    select ${ctx.organisationId}, incoming.dedupe_key, incoming.kind, incoming.occurred_at, incoming.provider_message_id,
      coalesce(
        (select id from recipient where recipient.id = incoming.recipient_id and organisation_id = ${ctx.organisationId}),
        (select id from recipient where organisation_id = ${ctx.organisationId} and recipient.provider_message_id = incoming.provider_message_id limit 1)),
      -- A single mail's id stands where a recipient's does.
      (select id from mail where mail.id = incoming.recipient_id and organisation_id = ${ctx.organisationId}),
      incoming.payload
    from unnest(
      ${events.map(({ event }) => event.dedupeKey)}::text[], ${events.map(({ event }) => event.kind)}::text[],
      ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
      ${events.map(({ event }) => event.providerMessageId ?? null)}::text[],
      ${events.map(({ event }) => uuidOrNull(event.recipientId))}::uuid[],
      ${events.map(({ payload }) => (typeof payload === "string" ? payload : JSON.stringify(payload)))}::jsonb[]
    ) as incoming (dedupe_key, kind, occurred_at, provider_message_id, recipient_id, payload)
    order by incoming.dedupe_key
    on conflict (organisation_id, dedupe_key) do nothing
    returning dedupe_key, recipient_id, mail_id`.execute(em.getKysely());
  return new Map(
    rows.map((row) => {
      const fresh = freshSchema.parse(row);
      return [fresh.dedupe_key, { recipientId: fresh.recipient_id, mailId: fresh.mail_id }];
    }),
  );
}

/** Metadata comes from outside: what is not a uuid matches nobody. */
function uuidOrNull(id: string | undefined): string | null {
  return id !== undefined && z.uuid().safeParse(id).success ? id : null;
}
