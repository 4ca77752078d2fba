import { type RawBuilder, sql } from "kysely";

/** Dropped because of the address: again makes sense only to another one. */
const ABOUT_THE_ADDRESS = sql`('invalid_address', 'earlier_bounce', 'earlier_complaint', 'unsubscribed', 'blocked_by_hand', 'inactive')`;

/**
 * Whom a finished campaign failed to reach (C16), as a sub-select of customer ids: failed, dropped, bounced without a
 * delivery, and those of whom the provider has not said whether they got it; nobody whom another resend of it has reached or may have reached. Whether they may be written to, their
 * reasons say. Uses recipient_by_status and recipient's key, which begins with the person.
 * @param parentId the finished campaign, as SQL
 * @param childId the resend that asks, as SQL; null = none yet
 */
export function failedPeopleOf(
  parentId: RawBuilder<unknown>,
  childId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(
    select failed.customer_id
    from recipient failed join customer on customer.organisation_id = failed.organisation_id and customer.id = failed.customer_id
    where failed.organisation_id = app_organisation_id() and failed.broadcast_id = ${parentId}
      and (failed.settled_status in ('failed', 'unconfirmed')
        or failed.settled_status = 'bounced' and failed.delivered_at is null
        or failed.settled_status = 'dropped' and (coalesce(failed.drop_reason, '') not in ${ABOUT_THE_ADDRESS} or customer.email_key is distinct from failed.email_key))
      and not exists (
        select from recipient again join campaign sibling on sibling.organisation_id = again.organisation_id and sibling.id = again.broadcast_id
        where again.organisation_id = app_organisation_id() and again.customer_id = failed.customer_id
          and sibling.parent_id = ${parentId} and sibling.id is distinct from ${childId}
          and (again.sent_at is not null or again.attempt_id is not null)))`;
}

/**
 * Whether a person belongs to the campaign at all, as SQL: anybody, but for a resend only those its parent failed to
 * reach. The parent is read once and, without one, the people are never looked up.
 * @param customerId the person, as SQL
 */
export function belongsToResend(campaignId: string, customerId: RawBuilder<unknown>): RawBuilder<boolean> {
  const parent = sql`(select parent_id from campaign where organisation_id = app_organisation_id() and id = ${campaignId})`;
  return sql<boolean>`(${parent} is null or ${customerId} in ${failedPeopleOf(parent, sql`${campaignId}::uuid`)})`;
}
