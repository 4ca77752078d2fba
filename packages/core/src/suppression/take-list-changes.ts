import type { EntityManager } from "@packpost/db/orm";
import type { EmailEvent } from "@packpost/providers/email-event";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { writeMailboxChoices } from "../unsubscribe/mailbox-choice.ts";
import { blockAddresses } from "./block-addresses.ts";
import { REPORTED_BY_PROVIDER } from "./take-suppressions.ts";

/**
 * Takes over what somebody changed in the provider's list of suppressions (C14, P6). Such events name an address and no mail.
 * Put on it by the sender: blocked by hand. Taken off it by the sender: a bounce and what it told us of are lifted; a complaint, an
 * opt-out and a block made here stay. Taken off it by the person: takes back the opt-out that the provider told. Later news
 * and addresses of nobody here are left alone; any order gives the same.
 */
export async function takeListChanges(
  em: EntityManager,
  ctx: Context,
  events: readonly EmailEvent[],
): Promise<void> {
  const ofStream = events.filter(({ stream = BULK_STREAM }) => stream === BULK_STREAM);
  const reported = (kind: EmailEvent["kind"]) =>
    ofStream.filter((event) => event.kind === kind && event.email);
  const blocked = reported("blocked");
  if (blocked.length > 0)
    await blockAddresses(
      em,
      ctx,
      sql`(select key as address, 'by_hand' as reason, ${REPORTED_BY_PROVIDER}::text as provider_message, at from ${changesOf(ctx, blocked)} reported)`,
    );
  const reactivated = reported("reactivated");
  if (reactivated.length > 0) await lift(em, ctx, changesOf(ctx, reactivated));
  const resubscribed = reported("resubscribed");
  if (resubscribed.length > 0) await comeBack(em, ctx, changesOf(ctx, resubscribed));
}

/** Rows (key, at), the newest of each mailbox, of those who are somebody's here. */
function changesOf(ctx: Context, events: readonly EmailEvent[]): RawBuilder<unknown> {
  return sql`(
    select key, max(at) as at
    from (select address_key(email) as key, at from unnest(
      ${events.map(({ email }) => email ?? "")}::text[],
      ${events.map(({ occurredAt }) => occurredAt.toISOString())}::timestamptz[]) as event (email, at)) event
    where exists (select from customer where organisation_id = ${ctx.organisationId} and email_key = key)
      or exists (select from suppression where organisation_id = ${ctx.organisationId} and value_key = key and lifted_at is null)
    group by key order by key)`;
}

/** The row of a lift stays also where nothing stood yet, so that the older word, should it come later, finds it. */
async function lift(em: EntityManager, ctx: Context, reported: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql`
    with reported as materialized (select * from ${reported} reported), lifted as (
      update suppression set lifted_at = reported.at from reported
      where suppression.organisation_id = ${ctx.organisationId} and kind = 'address' and value_key = reported.key
        and lifted_at is null and created_at <= reported.at
        and (reason = 'hard_bounce' or (reason = 'by_hand' and provider_message = ${REPORTED_BY_PROVIDER}))
        and not (reason = 'hard_bounce' and exists (
          select from customer join recipient on recipient.organisation_id = customer.organisation_id and recipient.customer_id = customer.id
          where customer.organisation_id = ${ctx.organisationId} and customer.email_key = reported.key
            and recipient.email_key = reported.key and recipient.hard_bounced_at > reported.at))
        -- Our own lifting comes back as an event: whoever has taken it back meanwhile meant that.
        and not exists (select from audit where audit.organisation_id = ${ctx.organisationId} and subject_kind = 'suppression'
          and subject_id = suppression.id and action = 'suppression.blocked_again' and audit.at > reported.at)
      returning suppression.id, suppression.reason, suppression.value_key
    ), remembered as (
      insert into suppression (organisation_id, kind, value_key, reason, provider_message, created_at, lifted_at)
      select ${ctx.organisationId}, 'address', reported.key, reason, ${REPORTED_BY_PROVIDER}, reported.at, reported.at
      from reported cross join (values ('hard_bounce'), ('by_hand')) of_reason (reason)
      where not exists (select from suppression known where known.organisation_id = ${ctx.organisationId} and known.value_key = reported.key
        and known.kind = 'address' and known.reason = of_reason.reason and known.lifted_at is null)
        -- Asked by itself: each of the two has an index of its own (suppression_active, suppression_lifted).
        and not exists (select from suppression known where known.organisation_id = ${ctx.organisationId} and known.value_key = reported.key
          and known.kind = 'address' and known.reason = of_reason.reason and known.lifted_at >= reported.at)
    )
    select id, reason from lifted`.execute(em.getKysely());
  for (const { id, reason } of rows.map((row) => liftedSchema.parse(row)))
    writeAudit(em, ctx, {
      ...{ action: "suppression.lifted", subjectKind: "suppression", subjectId: id },
      detail: { reason, kind: "address", by: "provider" },
    });
}

const liftedSchema = z.object({ id: z.string(), reason: z.string() });

/** Only what the provider had told is taken back there: a no said by our own link is taken back by our own link. */
async function comeBack(em: EntityManager, ctx: Context, reported: RawBuilder<unknown>): Promise<void> {
  const kysely = em.getKysely();
  const { rows: open } = await sql`
    select key, at from ${reported} reported
    where not exists (select from mailbox_choice said where said.organisation_id = ${ctx.organisationId} and said.email_key = reported.key
        and not said.subscribed and said.source <> 'provider')
      and not exists (select from customer join preference on preference.organisation_id = customer.organisation_id
          and preference.customer_id = customer.id and channel = 'campaign' and not preference.subscribed and source <> 'provider'
        where customer.organisation_id = ${ctx.organisationId} and customer.email_key = reported.key
          and coalesce(preference.email_key, reported.key) = reported.key)`.execute(kysely);
  const changes = open.map((row) => openSchema.parse(row));
  if (changes.length === 0) return;
  const said = sql`(select key as email_key, true as subscribed, at, 'provider' as source, null::uuid as customer_id
    from unnest(${changes.map(({ key }) => key)}::text[], ${changes.map(({ at }) => at.toISOString())}::timestamptz[]) as reported (key, at))`;
  await writeMailboxChoices(em, ctx, said);
  const { rows } = await sql`
    update preference set subscribed = true, changed_at = reported.at, source = 'provider', email_key = reported.email_key
    from ${said} reported join customer on customer.organisation_id = ${ctx.organisationId} and customer.email_key = reported.email_key
    where preference.organisation_id = ${ctx.organisationId} and preference.customer_id = customer.id and channel = 'campaign'
      and not preference.subscribed and preference.source = 'provider' and preference.changed_at <= reported.at
      and coalesce(preference.email_key, reported.email_key) = reported.email_key
    returning preference.customer_id`.execute(kysely);
  for (const { customer_id: subjectId } of rows.map((row) => comeBackSchema.parse(row)))
    writeAudit(em, ctx, {
      ...{ action: "preference.subscribed", subjectKind: "customer", subjectId },
      detail: { channel: "campaign", source: "provider" },
    });
}

const openSchema = z.object({ key: z.string(), at: z.coerce.date() });
const comeBackSchema = z.object({ customer_id: z.string() });
