import type { BroadcastKind } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { prepared } from "@packpost/db/prepared";
import { sql } from "kysely";
import * as z from "zod";
import { reasonBit } from "../audience/reasons.ts";
import type { Context } from "../context.ts";
import { errorChain, hasCode } from "../error-chain.ts";
import type { ClaimedRecipient } from "../send-protocol/broadcast-kind.ts";
import { commitSynchronously } from "../send-protocol/commit-synchronously.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { reservePace, takePace } from "../send-protocol/reserve-pace.ts";
import { mailOf } from "./kinds.ts";
import { reassignAddresses } from "./reassign-addresses.ts";

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
  // Built by the statement itself, person by person: 500 a claim are not looked through once more.
  people: z.custom<readonly ClaimedRecipient[]>(Array.isArray).nullable(),
  looked: z.coerce.number(),
  last_id: z.string().nullable(),
  skipped: z.array(z.string()),
  /** Of these, skipped for their new mailbox. */
  displaced: z.array(z.string()),
});

/** So many probes risk ten people each; a longer silence is asked whether it is over before anybody is risked. */
const PROBES_UNASKED = 5;

/** Before every id. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** So many times at most a claim begins anew for a mailbox that another one has just given away. */
const MOST_TOGETHER = 5;

const SAME_MAILBOX_BIT = reasonBit("same_mailbox");

interface Claiming {
  readonly ctx: Context;
  readonly input: {
    broadcastId: string;
    kind: BroadcastKind;
    slice: number;
    size: number;
    callMs: number;
    asked?: boolean;
    after?: string;
    account?: string;
  };
}

/**
 * Step 1 of the send protocol: takes the next waiting rows of a slice for one provider call, in one committed
 * statement. Pause and stop switches are looked at in that statement, and whatever its kind asks of a person (kinds.ts); whoever
 * fell out since the snapshot is skipped with the reasons. The rows of broadcast and organisation are share-locked, so a
 * pause or stop switch waits for a running claim and every later claim sees it. The organisation's pace is taken with the
 * claim. Its commit is on disk before anything is called. Uses recipient_by_slice.
 *
 * Start the call's deadline BEFORE calling this.
 * @param input.size most rows of the batch
 * @param input.asked the provider has been asked whether it answers again (`askFirst`)
 * @param input.after reads on behind this row, which an earlier claim of the slice looked at last
 * @param input.callMs the call must begin and end within this time of the claim
 * @param input.account the provider's fingerprint; without one no absence of these mails will ever count
 */
export async function claimBatch(claim: Claiming): Promise<Claim> {
  for (let left = MOST_TOGETHER; ; left--) {
    try {
      return await claimOnce(claim);
    } catch (error) {
      if (left === 0 || !errorChain(error).some(isMailboxTaken)) throw error;
    }
  }
}

/** Two claims that give one new mailbox to two people at the same moment: the later one has taken nobody, and sees the other's row when it looks again. */
function isMailboxTaken(error: Error): boolean {
  return hasCode(error, /^23505$/) && "constraint" in error && error.constraint === "recipient_one_a_mailbox";
}

function claimOnce({ ctx, input }: Claiming): Promise<Claim> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await commitSynchronously(em);
    const turn = await reservePace(em, ctx, BULK_STREAM, input.size);
    const nobody = { attemptId: null, looked: 0, lastId: null, recipients: [], probe: false };
    if (!turn.open) return { ...nobody, waitMs: turn.waitMs, byPace: turn.byPace };
    if (turn.failures > PROBES_UNASKED && !input.asked) return { ...nobody, askFirst: turn.failures };
    const who = await mailOf(input.kind).prepareClaim(em, ctx, input.broadcastId);
    const { rows } = await sql`${prepared}
      with open as (
        select broadcast.id, broadcast.organisation_id, (app_now() at time zone organisation.zone)::date as today
        from broadcast
        join organisation on organisation.id = broadcast.organisation_id
        where broadcast.id = ${input.broadcastId} and broadcast.organisation_id = ${ctx.organisationId} and broadcast.status = 'sending'
          and organisation.sending_stopped_at is null
          and sending_stop() is null
        for share of broadcast, organisation
      ), picked as (
        select recipient.id, recipient.customer_id, recipient.email_key as held_key, recipient.added
        from recipient
        -- sent_at: a claim that was given back, and of whose mail the provider has spoken since.
        where exists (select from open) and recipient.broadcast_id = ${input.broadcastId} and slice = ${input.slice} and attempt_id is null and skipped_at is null and cancelled_at is null and sent_at is null
          and recipient.id > ${input.after ?? NOBODY}
        order by recipient.id limit ${turn.size}
        for update of recipient skip locked
      ), person as (
        ${who.people}
      ), evaluated as (
        select id, split_part(btrim(email), '@', 1) || '@' || split_part(email_key, '@', 2) as address, email_key, merge_values,
          -- Who has a new address since the snapshot: the mailbox may be another row's already, or wanted by two at once.
          -- Whose row holds the mailbox keeps it; of several newcomers who may receive the first one gets it.
          case when reasons = 0 and email_key is distinct from held_key
                and (exists (select from recipient other where other.broadcast_id = ${input.broadcastId} and other.email_key = person.email_key
                             and other.id <> person.id and other.skipped_at is null)
                     or exists (select from person earlier where earlier.email_key = person.email_key and earlier.reasons = 0 and earlier.id < person.id)) then ${sql.lit(SAME_MAILBOX_BIT)} else reasons end as reasons
        from person
      ), skipped as (
        update recipient set skipped_at = app_now(), skip_reasons = evaluated.reasons
        from evaluated where recipient.id = evaluated.id and evaluated.reasons <> 0
        returning recipient.id, skip_reasons
      ), claimed_attempt as (
        insert into attempt (organisation_id, broadcast_id, call_until, recipients, slice, first_recipient_id, last_recipient_id, people, provider_account)
        select open.organisation_id, open.id, app_now() + make_interval(secs => ${input.callMs / 1000}), cardinality(ids), ${input.slice}, ids[1], ids[cardinality(ids)], people, ${input.account ?? null}
        from open, (
          -- A row as JSON: its columns are looked up once, of json_build_object's arguments each person anew.
          select array_agg(id) as ids, json_agg(eligible.frozen) as people
          from (select evaluated.id, frozen
                from evaluated cross join lateral (select evaluated.id, evaluated.address as email, evaluated.merge_values as values) frozen
                where reasons = 0 order by evaluated.id) eligible) eligible
        where ids is not null
        returning id, people
      ), claimed as (
        -- Its id as a value: joined, all the people would be copied for each of them.
        update recipient set attempt_id = (select id from claimed_attempt), claimed_at = coalesce(recipient.claimed_at, app_now()),
          email = evaluated.address, email_key = evaluated.email_key
        from evaluated where recipient.id = evaluated.id and evaluated.reasons = 0
      )
      select (select id from claimed_attempt) as attempt_id, (select people from claimed_attempt) as people,
        (select count(*) from picked) as looked, (select id from picked order by id desc limit 1) as last_id,
        array(select id from skipped) as skipped, array(select id from skipped where skip_reasons = ${sql.lit(SAME_MAILBOX_BIT)}) as displaced`.execute(
      em.getKysely(),
    );
    const claim = rowSchema.parse(rows[0]);
    await who.noteSkipped(claim.skipped);
    await reassignAddresses(em, ctx, input.broadcastId, claim.displaced);
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
