import { type RawBuilder, sql } from "kysely";

/** The time by which recipient_by_status has `recipient`, as that index says it (migration 015-recipients). */
export const settledAt: RawBuilder<unknown> = sql`case when recipient.settled_at is null then '-infinity'::timestamptz else recipient.settled_at end`;

/**
 * Whom the answer to one of these calls accepted and of whom nothing has been told since, as a from-list of `attempt` and
 * `recipient` in the order of the calls: of each the range of recipient_by_status that it took, where only such people are left.
 * @param calls a select of rows of attempt
 */
export function justSentBy(calls: RawBuilder<unknown>, campaignId: string): RawBuilder<unknown> {
  return sql`(${calls}) attempt
    cross join lateral (
      select * from recipient
      where organisation_id = app_organisation_id() and broadcast_id = ${campaignId} and settled_status = 'waiting' and settled_status >= ''
        and ${settledAt} = '-infinity' and id between attempt.first_recipient_id and attempt.last_recipient_id
        and attempt_id = attempt.id and status = 'sent' offset 0) recipient`;
}

/** Everybody of a campaign who is just sent; as {@link justSentBy}. */
export function justSentIn(campaignId: string): RawBuilder<unknown> {
  const calls = sql`
    select * from attempt
    where organisation_id = app_organisation_id() and broadcast_id = ${campaignId} and accepted_at is not null offset 0`;
  return justSentBy(calls, campaignId);
}
