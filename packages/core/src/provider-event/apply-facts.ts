import type { EntityManager } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { noteEvidence } from "../send-protocol/note-evidence.ts";
import { blockByEvents } from "../suppression/block-addresses.ts";
import { writeMailboxChoices } from "../unsubscribe/mailbox-choice.ts";
import { deviceOf } from "./device-of.ts";
import { tellBotsApart } from "./tell-bots-apart.ts";
import { writeFacts } from "./write-facts.ts";

/** An event whose recipient is known. */
export interface AppliedEvent {
  readonly event: EmailEvent;
  readonly recipientId: string;
}

const badNews: ReadonlySet<EmailEvent["kind"]> = new Set(["hard_bounced", "soft_bounced", "complained"]);

/** Whom bad news is among these events about, and for whose mail its content was to blame: what the check of a campaign's health asks. */
export function badNewsOf(events: readonly AppliedEvent[]): {
  recipientIds: string[];
  spamContentIds: string[];
} {
  const bad = events.filter(({ event }) => badNews.has(event.kind));
  return {
    recipientIds: bad.map(({ recipientId }) => recipientId),
    spamContentIds: bad.flatMap(({ event, recipientId }) =>
      event.bounceKind === "spam_content" ? [recipientId] : [],
    ),
  };
}

/**
 * Writes what matched events say: first-seen facts, clicks, suppressions, the person's preference. Rows are locked in
 * the order of their ids, so that two groups of events never wait for each other. Facts move to an earlier time only, but
 * for openings and clicks, which are evaluated over all events of the mail: any order of events gives the same row.
 */
export async function applyFacts(
  em: EntityManager,
  ctx: Context,
  events: readonly AppliedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await noteEvidence(
    em,
    ctx,
    events.flatMap(({ event }) => event.attemptId ?? []),
  );
  const held = await lockRecipients(em, ctx, events);
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
  const of = whatToJudge(held, events);
  await tellBotsApart(em, ctx, of);
  await writeFacts(em, ctx, {
    events,
    opened: of.openings.map(({ recipientId }) => recipientId),
    clicked: of.clicks.map(({ recipientId }) => recipientId),
  });
  await blockByEvents(
    em,
    ctx,
    events.map(({ event, recipientId }) => ({ event, about: recipientId })),
    sql`select email as address from recipient where id = event.about and organisation_id = ${ctx.organisationId} offset 0`,
  );
  await keepPreference(
    em,
    ctx,
    events.filter(({ event }) => event.kind === "unsubscribed" || event.kind === "complained"),
  );
}

const heldSchema = z.object({
  id: z.string(),
  delivered_at: z.coerce.date().nullable(),
  has_openings: z.boolean(),
  has_clicks: z.boolean(),
});
type Held = z.infer<typeof heldSchema>;

async function lockRecipients(
  em: EntityManager,
  ctx: Context,
  events: readonly AppliedEvent[],
): Promise<Held[]> {
  const { rows } = await sql`
    select id, delivered_at, coalesce(opened_at, bot_opened_at) is not null as has_openings,
      coalesce(clicked_at, bot_clicked_at) is not null as has_clicks
    from recipient where id = any(${[...new Set(events.map(({ recipientId }) => recipientId))]}::uuid[]) and organisation_id = ${ctx.organisationId}
    order by id for no key update`.execute(em.getKysely());
  return rows.map((row) => heldSchema.parse(row));
}

/** A click can prove an opening a machine's, a delivery both; of a mail that has neither there is nothing to judge. */
function whatToJudge(held: readonly Held[], events: readonly AppliedEvent[]) {
  const reported = (kind: EmailEvent["kind"]) =>
    Map.groupBy(
      events.filter(({ event }) => event.kind === kind),
      ({ recipientId }) => recipientId,
    );
  const [delivered, opened, clicked] = [reported("delivered"), reported("opened"), reported("clicked")];
  const evaluated = held
    .filter(({ id }) => delivered.has(id) || opened.has(id) || clicked.has(id))
    .map(({ id, delivered_at, has_clicks, has_openings }) => {
      const times = (delivered.get(id) ?? []).map(({ event }) => event.occurredAt.getTime());
      const first = Math.min(delivered_at?.getTime() ?? Number.POSITIVE_INFINITY, ...times);
      return {
        recipientId: id,
        deliveredAt: Number.isFinite(first) ? new Date(first) : null,
        clicks: has_clicks || clicked.has(id),
        openings: has_openings || opened.has(id),
      };
    });
  return {
    clicks: evaluated.filter(({ clicks }) => clicks),
    openings: evaluated.filter(({ openings }) => openings),
  };
}

/**
 * The row that `event` is about: one look-up by key for each event, whatever statistics say. In a plain join the planner
 * may read all recipients of the organisation for a handful of events (docs/decisions/2026-11-22-plans-by-index.md).
 */
const recipientOf = (ctx: Context): RawBuilder<unknown> => sql`
  select * from recipient where id = event.recipient_id and organisation_id = ${ctx.organisationId} offset 0`;

async function addOpenings(
  em: EntityManager,
  ctx: Context,
  openings: readonly AppliedEvent[],
): Promise<void> {
  if (openings.length === 0) return;
  await sql`
    insert into opening (organisation_id, recipient_id, at, reported_bot, bot, device, dedupe_key)
    select ${ctx.organisationId}, event.recipient_id, event.at, event.bot, event.bot, event.device, event.dedupe_key
    from unnest(
      ${openings.map(({ recipientId }) => recipientId)}::uuid[], ${openings.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[],
      ${openings.map(({ event }) => event.bot)}::boolean[], ${openings.map(({ event }) => deviceOf(event.agent))}::text[],
      ${openings.map(({ event }) => event.dedupeKey)}::text[]
    ) as event (recipient_id, at, bot, device, dedupe_key)
    on conflict (organisation_id, dedupe_key) do nothing`.execute(em.getKysely());
}

/** A click whose link the provider did not name has the empty link. */
async function addClicks(em: EntityManager, ctx: Context, clicks: readonly AppliedEvent[]): Promise<void> {
  if (clicks.length === 0) return;
  await sql`
    insert into click (organisation_id, broadcast_id, recipient_id, url, at, reported_bot, bot, device, dedupe_key)
    select ${ctx.organisationId}, recipient.broadcast_id, recipient.id, event.url, event.at, event.bot, event.bot, event.device, event.dedupe_key
    from unnest(
      ${clicks.map(({ recipientId }) => recipientId)}::uuid[], ${clicks.map(({ event }) => event.url ?? "")}::text[],
      ${clicks.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[], ${clicks.map(({ event }) => event.bot)}::boolean[],
      ${clicks.map(({ event }) => deviceOf(event.agent))}::text[], ${clicks.map(({ event }) => event.dedupeKey)}::text[]
    ) as event (recipient_id, url, at, bot, device, dedupe_key)
    cross join lateral (${recipientOf(ctx)}) recipient
    on conflict (organisation_id, dedupe_key) do nothing`.execute(em.getKysely());
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
  const reported = sql`(
    select recipient.customer_id, recipient.email_key, false as subscribed, event.at, 'provider' as source
    from unnest(${events.map(({ recipientId }) => recipientId)}::uuid[],
                ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[]) as event (recipient_id, at)
    cross join lateral (${recipientOf(ctx)}) recipient)`;
  await sql`
    insert into preference (organisation_id, customer_id, channel, subscribed, changed_at, source, email_key)
    select distinct on (customer_id) ${ctx.organisationId}::uuid, customer_id, 'campaign', subscribed, at, source, email_key
    from ${reported} reported
    -- Nor is a yes that the mailbox has said since, by whoever's link.
    where not exists (select from mailbox_choice since where since.organisation_id = ${ctx.organisationId}
      and since.email_key = address_key(reported.email_key) and since.subscribed and since.changed_at > reported.at)
    order by customer_id, at desc
    on conflict (organisation_id, customer_id, channel) do update
      set subscribed = false, changed_at = excluded.changed_at, source = excluded.source, email_key = excluded.email_key
      where preference.subscribed and preference.changed_at < excluded.changed_at`.execute(em.getKysely());
  await writeMailboxChoices(em, ctx, reported);
}
