import type { EntityManager } from "@packpost/db/orm";
import type { MailEvent } from "@packpost/providers/types";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { noteEvidence } from "../sending/note-evidence.ts";
import { blockAddresses } from "../suppression/block-addresses.ts";
import { writeMailboxChoices } from "../unsubscribe/mailbox-choice.ts";
import { deviceOf } from "./device-of.ts";
import { tellMachinesApart } from "./tell-machines-apart.ts";

/** An event whose recipient is known. */
export interface AppliedEvent {
  readonly event: MailEvent;
  readonly recipientId: string;
}

/**
 * Writes what matched events say: first-seen facts, clicks, suppressions, the person's preference. Rows are locked in
 * the order of their ids, so that two groups of events never wait for each other. Facts move to an earlier time only, but
 * for openings and clicks, which are judged over all events of the mail: any order of events gives the same row.
 */
export async function applyEvents(
  em: EntityManager,
  ctx: Context,
  events: readonly AppliedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const kysely = em.getKysely();
  await noteEvidence(
    em,
    ctx,
    events.flatMap(({ event }) => event.attemptId ?? []),
  );
  const ids = [...new Set(events.map(({ recipientId }) => recipientId))];
  await sql`select id from recipient where id = any(${ids}::uuid[]) and organisation_id = ${ctx.organisationId}
    order by id for no key update`.execute(kysely);
  await sql`
    with event as (
      select * from unnest(
        ${events.map(({ recipientId }) => recipientId)}::uuid[], ${events.map(({ event }) => event.kind)}::text[],
        ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
        ${events.map(({ event }) => event.words ?? null)}::text[], ${events.map(({ event }) => event.providerMessageId ?? null)}::text[],
        ${events.map(({ event }) => event.bounceKind ?? null)}::text[]
      ) as event (recipient_id, kind, at, words, provider_message_id, bounce_kind)
    ), told as (
      select recipient_id,
        -- Whatever speaks of the mail proves that it was accepted; an opt-out alone does not.
        min(at) filter (where kind not in ('unknown', 'unsubscribed', 'resubscribed', 'blocked', 'reactivated')) as proof_at,
        min(at) filter (where kind = 'delivered') as delivered_at,
        min(at) filter (where kind = 'soft_bounced') as soft_bounced_at,
        min(at) filter (where kind = 'hard_bounced') as hard_bounced_at,
        min(at) filter (where kind = 'unsubscribed') as unsubscribed_at,
        min(at) filter (where kind = 'complained') as complained_at,
        max(provider_message_id) as provider_message_id,
        max(bounce_kind) as bounce_kind,
        (array_agg(words order by at desc) filter (where words is not null and kind in ('delivered', 'soft_bounced', 'hard_bounced', 'complained')))[1] as words
      from event group by recipient_id
    )
    update recipient set
      sent_at = coalesce(recipient.sent_at, told.proof_at),
      delivered_at = least(recipient.delivered_at, told.delivered_at),
      soft_bounced_at = least(recipient.soft_bounced_at, told.soft_bounced_at),
      hard_bounced_at = least(recipient.hard_bounced_at, told.hard_bounced_at),
      unsubscribed_at = least(recipient.unsubscribed_at, told.unsubscribed_at),
      complained_at = least(recipient.complained_at, told.complained_at),
      provider_message_id = coalesce(recipient.provider_message_id, told.provider_message_id),
      -- The most telling of several (they sort that way), in whatever order they come.
      bounce_kind = greatest(recipient.bounce_kind, told.bounce_kind),
      -- The words of a bounce or complaint are not overwritten by a later "250 OK".
      words = case when recipient.words is not null and told.hard_bounced_at is null and told.complained_at is null
                    and coalesce(recipient.hard_bounced_at, recipient.complained_at) is not null then recipient.words
                   else coalesce(told.words, recipient.words) end
    from told where recipient.id = told.recipient_id and recipient.organisation_id = ${ctx.organisationId}`.execute(
    kysely,
  );
  await addOpenings(
    em,
    ctx,
    events.filter(({ event }) => event.kind === "opened"),
  );
  await addClicks(
    em,
    ctx,
    events.filter(({ event }) => event.kind === "clicked"),
  );
  const judged = events.filter(({ event }) => /^(delivered|opened|clicked)$/.test(event.kind));
  await tellMachinesApart(em, ctx, [...new Set(judged.map(({ recipientId }) => recipientId))]);
  await suppress(
    em,
    ctx,
    events.filter(({ event }) => event.kind === "hard_bounced" || event.kind === "complained"),
  );
  await keepPreference(
    em,
    ctx,
    events.filter(({ event }) => event.kind === "unsubscribed" || event.kind === "complained"),
  );
}

async function addOpenings(
  em: EntityManager,
  ctx: Context,
  openings: readonly AppliedEvent[],
): Promise<void> {
  if (openings.length === 0) return;
  await sql`
    insert into opening (organisation_id, recipient_id, at, told_machine, machine, device, dedupe_key)
    select ${ctx.organisationId}, event.recipient_id, event.at, event.machine, event.machine, event.device, event.dedupe_key
    from unnest(
      ${openings.map(({ recipientId }) => recipientId)}::uuid[], ${openings.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
      ${openings.map(({ event }) => event.machine)}::boolean[], ${openings.map(({ event }) => deviceOf(event.agent))}::text[],
      ${openings.map(({ event }) => event.dedupeKey)}::text[]
    ) as event (recipient_id, at, machine, device, dedupe_key)
    on conflict (organisation_id, dedupe_key) do nothing`.execute(em.getKysely());
}

/** A click whose link the provider did not name has the empty link. */
async function addClicks(em: EntityManager, ctx: Context, clicks: readonly AppliedEvent[]): Promise<void> {
  if (clicks.length === 0) return;
  await sql`
    insert into click (organisation_id, campaign_id, recipient_id, url, at, told_machine, machine, device, dedupe_key)
    select ${ctx.organisationId}, recipient.campaign_id, recipient.id, event.url, event.at, event.machine, event.machine, event.device, event.dedupe_key
    from unnest(
      ${clicks.map(({ recipientId }) => recipientId)}::uuid[], ${clicks.map(({ event }) => event.url ?? "")}::text[],
      ${clicks.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[], ${clicks.map(({ event }) => event.machine)}::boolean[],
      ${clicks.map(({ event }) => deviceOf(event.agent))}::text[], ${clicks.map(({ event }) => event.dedupeKey)}::text[]
    ) as event (recipient_id, url, at, machine, device, dedupe_key)
    join recipient on recipient.id = event.recipient_id and recipient.organisation_id = ${ctx.organisationId}
    on conflict (organisation_id, dedupe_key) do nothing`.execute(em.getKysely());
}

/** The address the mail went to may not be written to again (C14). */
async function suppress(em: EntityManager, ctx: Context, events: readonly AppliedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await blockAddresses(
    em,
    ctx,
    sql`(select recipient.email as address, event.reason, event.words, event.at
    from unnest(
      ${events.map(({ recipientId }) => recipientId)}::uuid[],
      ${events.map(({ event }) => (event.kind === "complained" ? "complaint" : "hard_bounce"))}::text[],
      ${events.map(({ event }) => event.words ?? null)}::text[], ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[]
    ) as event (recipient_id, reason, words, at)
    join recipient on recipient.id = event.recipient_id and recipient.organisation_id = ${ctx.organisationId})`,
  );
}

/**
 * An opt-out told by the provider: the person's, and the mailbox's that the mail went to (C18). A later change by the person
 * themselves is not undone by an older event.
 */
async function keepPreference(
  em: EntityManager,
  ctx: Context,
  events: readonly AppliedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const told = sql`(
    select recipient.customer_id, recipient.email_key, false as subscribed, event.at, 'provider' as source
    from unnest(${events.map(({ recipientId }) => recipientId)}::uuid[],
                ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[]) as event (recipient_id, at)
    join recipient on recipient.id = event.recipient_id and recipient.organisation_id = ${ctx.organisationId})`;
  await sql`
    insert into preference (organisation_id, customer_id, channel, subscribed, changed_at, source, email_key)
    select distinct on (customer_id) ${ctx.organisationId}::uuid, customer_id, 'campaign', subscribed, at, source, email_key
    from ${told} told
    -- Nor is a yes that the mailbox has said since, by whoever's link.
    where not exists (select from mailbox_choice since where since.organisation_id = ${ctx.organisationId}
      and since.email_key = address_key(told.email_key) and since.subscribed and since.changed_at > told.at)
    order by customer_id, at desc
    on conflict (organisation_id, customer_id, channel) do update
      set subscribed = false, changed_at = excluded.changed_at, source = excluded.source, email_key = excluded.email_key
      where preference.subscribed and preference.changed_at < excluded.changed_at`.execute(em.getKysely());
  await writeMailboxChoices(em, ctx, told);
}
