import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { clockNow } from "../audience/audience-sql.ts";
import { NO_ELIGIBILITY_BITS, reasonsByHand } from "../audience/manual-lists-sql.ts";
import { frozenFacts } from "../audience/person-reasons-sql.ts";
import { personValuesOf } from "../audience/person-values-sql.ts";
import { reasonBit } from "../audience/reasons.ts";
import { type PersonValues, personValuesSchema } from "../campaign/merge-values.ts";
import type { Context } from "../context.ts";
import { commitSynchronously } from "../send-protocol/commit-synchronously.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { reservePace, takePace } from "../send-protocol/reserve-pace.ts";
import { reassignAddresses } from "./reassign-addresses.ts";
import { alreadyReceived, lockResendFamily } from "./resend-family.ts";

/** A recipient that is ours to send, with everything frozen that its mail needs. */
export interface ClaimedRecipient {
  readonly id: string;
  readonly email: string;
  readonly values: PersonValues;
}

export interface Claim {
  readonly attemptId: string | null;
  readonly recipients: readonly ClaimedRecipient[];
  /** Rows the claim looked at: 0 = nothing waits in the slice, or nothing may be claimed now. */
  readonly looked: number;
  /** The last of these: the slice's next claim reads on behind it. */
  readonly lastId: string | null;
  /** The provider did not answer lately: whether it does again, this claim's call finds out. */
  readonly probe: boolean;
  /** So many calls in a row were not answered that a question is to go before anybody is claimed; nobody was. */
  readonly askFirst?: number;
  /** The pace is used up, or the provider told us to wait: nothing may be claimed before so many milliseconds. */
  readonly waitMs?: number;
  /** It is only the pace that is waited for. */
  readonly byPace?: boolean;
}

const rowSchema = z.object({
  attempt_id: z.string().nullable(),
  people: z.array(z.object({ id: z.string(), email: z.string(), values: personValuesSchema })).nullable(),
  looked: z.coerce.number(),
  last_id: z.string().nullable(),
  skipped: z.array(z.string()),
  /** Of these, skipped for their new mailbox. */
  displaced: z.array(z.string()),
});

/** So many probes risk ten people each; a longer silence is asked whether it is over before anybody is risked. */
const PROBES_UNASKED = 5;

const SAME_MAILBOX_BIT = reasonBit("same_mailbox");

/**
 * Step 1 of the send protocol: takes the next waiting rows of a slice for one provider call, in one committed
 * statement. Pause, stop switches, consent, suppression, eligibility and the list of those excluded by hand are looked at in
 * that statement; whoever fell out since the snapshot, or was reached by a resend of the same family (C16), is skipped with
 * the reasons. The rows of campaign and organisation
 * are share-locked, so a pause or stop switch waits for a running claim and every later claim sees it. The organisation's
 * pace is taken with the claim. Its commit is on disk before anything is called. Uses recipient_by_slice.
 *
 * Start the call's deadline BEFORE calling this.
 * @param input.size most rows of the batch
 * @param input.asked the provider has been asked whether it answers again (`askFirst`)
 * @param input.after reads on behind this row, which an earlier claim of the slice looked at last
 * @param input.callMs the call must begin and end within this time of the claim
 * @param input.account the provider's fingerprint; without one no absence of these mails will ever count
 */
export function claimBatch({
  ctx,
  input,
}: {
  ctx: Context;
  input: {
    campaignId: string;
    slice: number;
    size: number;
    callMs: number;
    asked?: boolean;
    after?: string;
    account?: string;
  };
}): Promise<Claim> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await commitSynchronously(em);
    const turn = await reservePace(em, ctx, BULK_STREAM, input.size);
    const nobody = { attemptId: null, looked: 0, lastId: null, recipients: [], probe: false };
    if (!turn.open) return { ...nobody, waitMs: turn.waitMs, byPace: turn.byPace };
    if (turn.failures > PROBES_UNASKED && !input.asked) return { ...nobody, askFirst: turn.failures };
    const family = await lockResendFamily(em, ctx, input.campaignId);
    const lists = await readLists(em, ctx, input.campaignId);
    const { rows } = await sql`
      with open as (
        select broadcast.id, broadcast.organisation_id, campaign.pass_id, (app_now() at time zone organisation.zone)::date as today
        from broadcast
        join campaign on campaign.organisation_id = broadcast.organisation_id and campaign.id = broadcast.id
        join organisation on organisation.id = broadcast.organisation_id
        where broadcast.id = ${input.campaignId} and broadcast.organisation_id = ${ctx.organisationId} and broadcast.status = 'sending'
          and organisation.sending_stopped_at is null
          and not exists (select from installation where sending_stopped_at is not null)
        for share of broadcast, organisation
      ), picked as (
        select recipient.id, recipient.customer_id, recipient.email_key as held_key, recipient.added
        from recipient
        -- sent_at: a claim that was given back, and of whose mail the provider has spoken since.
        where exists (select from open) and recipient.broadcast_id = ${input.campaignId} and slice = ${input.slice} and attempt_id is null and skipped_at is null and cancelled_at is null and sent_at is null
          and ${input.after === undefined ? sql`true` : sql`recipient.id > ${input.after}`}
        order by recipient.id limit ${turn.size}
        for update of recipient skip locked
      ), person as (
        select picked.id, picked.customer_id, picked.held_key, customer.email, customer.email_key, ${personValuesOf("customer", sql`open.pass_id`, sql`open.today`)} as merge_values,
          ${reasonsByHand(
            sql<number>`case
              when eligibility.customer_id is not null
                then reasons_on(open.today, app_now(), eligibility.reasons, eligibility.valid_through, eligibility.first_expiry, eligibility.last_contact_at)
              ${lists.added ? sql`when picked.added then reasons_on(open.today, app_now(), contactability.reasons, null, null, contactability.last_contact_at)` : sql``}
              else ${sql.lit(NO_ELIGIBILITY_BITS)} end`,
            sql`picked.added`,
            lists.excluded ? sql`excluded.found` : sql`false`,
          )} | case when ${alreadyReceived(family, sql`picked.customer_id`)} then ${sql.lit(reasonBit("already_received"))} else 0 end as reasons
        from picked cross join open
        -- From each picked row outward by index, whatever the planner believes of a freshly written audience.
        cross join lateral (
          select * from customer where customer.organisation_id = open.organisation_id and customer.id = picked.customer_id offset 0) customer
        left join lateral (
          select * from eligibility where eligibility.organisation_id = open.organisation_id and eligibility.pass_id = open.pass_id
            and eligibility.customer_id = picked.customer_id offset 0) eligibility on true
        ${lists.added ? contactabilityOfAdded : sql``}
        ${lists.excluded ? excludedByHand : sql``}
      ), evaluated as (
        select id, split_part(btrim(email), '@', 1) || '@' || split_part(email_key, '@', 2) as address, email_key, merge_values,
          -- Who has a new address since the snapshot: the mailbox may be another row's already, or wanted by two at once.
          -- Whose row holds the mailbox keeps it; of several newcomers who may receive the first one gets it.
          case when reasons = 0 and email_key is distinct from held_key
                and (exists (select from recipient other where other.broadcast_id = ${input.campaignId} and other.email_key = person.email_key
                             and other.id <> person.id and other.skipped_at is null)
                     or row_number() over (partition by email_key, reasons = 0 order by id) > 1) then ${sql.lit(SAME_MAILBOX_BIT)} else reasons end as reasons
        from person
      ), skipped as (
        update recipient set skipped_at = app_now(), skip_reasons = evaluated.reasons
        from evaluated where recipient.id = evaluated.id and evaluated.reasons <> 0
        returning recipient.id, skip_reasons
      ), claimed_attempt as (
        insert into attempt (organisation_id, broadcast_id, call_until, recipients, slice, first_recipient_id, last_recipient_id, people, provider_account)
        select open.organisation_id, open.id, app_now() + make_interval(secs => ${input.callMs / 1000}), cardinality(ids), ${input.slice}, ids[1], ids[cardinality(ids)], people, ${input.account ?? null}
        from open, (
          select array_agg(id order by id) as ids, json_agg(json_build_object('id', id, 'email', address, 'values', merge_values) order by id) as people
          from evaluated where reasons = 0) eligible
        where ids is not null
        returning id, people
      ), claimed as (
        update recipient set attempt_id = claimed_attempt.id, claimed_at = coalesce(recipient.claimed_at, app_now()),
          email = evaluated.address, email_key = evaluated.email_key
        from evaluated, claimed_attempt where recipient.id = evaluated.id and evaluated.reasons = 0
      )
      select (select id from claimed_attempt) as attempt_id, (select people from claimed_attempt) as people,
        (select count(*) from picked) as looked, (select id from picked order by id desc limit 1) as last_id,
        array(select id from skipped) as skipped, array(select id from skipped where skip_reasons = ${sql.lit(SAME_MAILBOX_BIT)}) as displaced`.execute(
      em.getKysely(),
    );
    const claim = rowSchema.parse(rows[0]);
    await writeSkipFacts(em, ctx, input.campaignId, claim.skipped);
    await reassignAddresses(em, ctx, input.campaignId, claim.displaced);
    const recipients = claim.people ?? [];
    await takePace(em, ctx, BULK_STREAM, { ...turn, count: recipients.length, callMs: input.callMs });
    return {
      attemptId: claim.attempt_id,
      looked: claim.looked,
      lastId: claim.last_id,
      probe: turn.probe,
      recipients,
    };
  });
}

/** Added by hand and without an eligibility row: evaluated by their contactability. */
const contactabilityOfAdded = sql`
  left join lateral (
    select * from customer_contactability where picked.added and eligibility.customer_id is null
      and organisation_id = open.organisation_id and customer_id = picked.customer_id offset 0) contactability on true`;

const excludedByHand = sql`
  cross join lateral (
    select exists (
      select from campaign_entry entry where entry.organisation_id = open.organisation_id and entry.campaign_id = open.id
        and entry.list = 'exclude' and entry.customer_id = picked.customer_id
        and entry.problem is null and entry.removed_by is null) as found offset 0) excluded`;

const listsSchema = z.object({ added: z.boolean(), excluded: z.boolean() });

/** Whether anybody may have been added or excluded by hand: planning what asks about them would cost each claim more than asking. */
async function readLists(em: EntityManager, ctx: Context, campaignId: string) {
  const { rows } = await sql`
    select parent_id is not null or exists (
        select from campaign_entry where organisation_id = ${ctx.organisationId} and campaign_id = campaign.id and list = 'add') as added,
      exists (select from campaign_entry where organisation_id = ${ctx.organisationId} and campaign_id = campaign.id and list = 'exclude') as excluded
    from campaign where id = ${campaignId} and organisation_id = ${ctx.organisationId}`.execute(
    em.getKysely(),
  );
  return listsSchema.parse(rows[0]);
}

/** What lies behind the reasons of those just skipped. Rarely anybody is: apart, it costs the claim no planning. */
async function writeSkipFacts(
  em: EntityManager,
  ctx: Context,
  campaignId: string,
  skippedIds: readonly string[],
): Promise<void> {
  if (skippedIds.length === 0) return;
  const passId = sql`(select pass_id from campaign where organisation_id = ${ctx.organisationId} and id = ${campaignId})`;
  const facts = frozenFacts(
    { campaignId, passId },
    { customerId: sql`recipient.customer_id`, reasons: sql`recipient.skip_reasons` },
  );
  await sql`
    with clock as materialized (${clockNow})
    update recipient set skip_facts = ${facts} from clock
    where recipient.organisation_id = ${ctx.organisationId} and recipient.id = any(${skippedIds}::uuid[])`.execute(
    em.getKysely(),
  );
}
