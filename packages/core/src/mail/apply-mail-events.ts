import type { EntityManager } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { blockByEvents } from "../suppression/block-addresses.ts";
import { provesAcceptance } from "./proves-acceptance-sql.ts";

/** An event about a single mail of ours. */
export interface AppliedMailEvent {
  readonly event: EmailEvent;
  readonly mailId: string;
}

/**
 * Writes what events say of single mails: first-seen facts, which only ever move to an earlier time, and suppressions.
 * Rows are updated in the order of their ids, so that two groups of events never wait for each other.
 */
export async function applyMailEvents(
  em: EntityManager,
  ctx: Context,
  events: readonly AppliedMailEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const kysely = em.getKysely();
  const ids = [...new Set(events.map(({ mailId }) => mailId))];
  await sql`select from mail where id = any(${ids}::uuid[]) and organisation_id = ${ctx.organisationId}
    order by id for no key update`.execute(kysely);
  const reported = sql`(
    select mail_id, min(at) filter (where ${provesAcceptance}) as proof_at,
      min(at) filter (where kind = 'delivered') as delivered_at,
      min(at) filter (where kind = 'soft_bounced') as soft_bounced_at,
      min(at) filter (where kind = 'hard_bounced') as hard_bounced_at,
      min(at) filter (where kind = 'complained') as complained_at,
      max(provider_message_id) as provider_message_id,
      (array_agg(words order by at desc) filter (where words is not null and kind in ('delivered', 'soft_bounced', 'hard_bounced', 'complained')))[1] as words
    from unnest(
      ${events.map(({ mailId }) => mailId)}::uuid[], ${events.map(({ event }) => event.kind)}::text[],
      ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
      ${events.map(({ event }) => event.words ?? null)}::text[], ${events.map(({ event }) => event.providerMessageId ?? null)}::text[]
    ) as event (mail_id, kind, at, words, provider_message_id)
    group by mail_id)`;
  await sql`
    update mail set
      -- Whatever speaks of the mail proves that it was accepted.
      sent_at = coalesce(mail.sent_at, reported.proof_at),
      call_until = case when reported.proof_at is null then mail.call_until end,
      delivered_at = least(mail.delivered_at, reported.delivered_at),
      soft_bounced_at = least(mail.soft_bounced_at, reported.soft_bounced_at),
      hard_bounced_at = least(mail.hard_bounced_at, reported.hard_bounced_at),
      complained_at = least(mail.complained_at, reported.complained_at),
      provider_message_id = coalesce(mail.provider_message_id, reported.provider_message_id),
      words = case when mail.call_until is not null and reported.proof_at is not null then reported.words -- not why no answer came
                   when coalesce(mail.hard_bounced_at, mail.complained_at) is not null and reported.hard_bounced_at is null
                    and reported.complained_at is null then mail.words
                   else coalesce(reported.words, mail.words) end
    from ${reported} reported where mail.id = reported.mail_id and mail.organisation_id = ${ctx.organisationId}`.execute(
    kysely,
  );
  // A dead or complaining address is that for mass mail too.
  await blockByEvents(
    em,
    ctx,
    events.map(({ event, mailId }) => ({ event, about: mailId })),
    sql`select to_address as address from mail where id = event.about and organisation_id = ${ctx.organisationId} offset 0`,
  );
}
