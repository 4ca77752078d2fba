import type { EntityManager } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { writeMailboxChoices } from "../unsubscribe/mailbox-choice.ts";
import { type MatchedEvent, type SubjectTable, subjectById } from "./event-subject.ts";

/**
 * An opt-out reported by the provider: the person's, and the mailbox's that the mail went to (C18). A later change by the
 * person themselves is not undone by an older event.
 */
export async function keepOptOuts(
  em: EntityManager,
  ctx: Context,
  subject: SubjectTable,
  events: readonly MatchedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const reported = sql`(
    select subject.customer_id, ${subject.mailbox} as email_key, false as subscribed, event.at, 'provider' as source
    from unnest(${events.map(({ id }) => id)}::uuid[],
                ${events.map(({ event }) => event.occurredAt.toISOString())}::timestamptz[]) as event (id, at)
    cross join lateral (${subjectById(ctx, subject, sql.ref("event.id"))}) subject
    where ${subject.isOfCampaign})`;
  await sql`${prepared}
    insert into preference (organisation_id, customer_id, channel, subscribed, changed_at, source, email_key)
    select distinct on (customer_id) ${ctx.organisationId}::uuid, customer_id, 'campaign', subscribed, at, source, email_key
    from ${reported} reported
    -- Nor is a yes that the mailbox has said since, by whoever's link.
    where customer_id is not null and not exists (select from mailbox_choice since where since.organisation_id = ${ctx.organisationId}
      and since.email_key = address_key(reported.email_key) and since.subscribed and since.changed_at > reported.at)
    order by customer_id, at desc
    on conflict (organisation_id, customer_id, channel) do update
      set subscribed = false, changed_at = excluded.changed_at, source = excluded.source, email_key = excluded.email_key
      where preference.subscribed and preference.changed_at < excluded.changed_at`.execute(em.getKysely());
  await writeMailboxChoices(em, ctx, reported);
}
