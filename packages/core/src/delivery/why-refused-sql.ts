import { type RawBuilder, sql } from "kysely";
import { blockedBy } from "../address/blocked-by-sql.ts";
import { mailboxOptedOut } from "../unsubscribe/mailbox-choice.ts";

/**
 * Why a mailbox gets no campaign's text, not even as a preview (C18), as SQL; null = it may, as the organisation's own always
 * may. By the keys of mailbox_choice and suppression_active.
 * @param key the mailbox, as SQL
 */
export function whyRefused(key: RawBuilder<unknown>): RawBuilder<"unsubscribed" | "blocked" | null> {
  const own = sql`exists (
    select from organisation where organisation.id = app_organisation_id()
      and ${key} in (address_key(sender_email), address_key(support_email))
    union all
    select from staff_member join auth_user on auth_user.id = staff_member.user_id
    where staff_member.organisation_id = app_organisation_id() and ended_at is null and lower(auth_user.email) = ${key})`;
  const blocked = sql`exists (
    select from suppression where suppression.organisation_id = app_organisation_id() and ${blockedBy("email", key)})`;
  return sql`case when ${own} then null when ${blocked} then 'blocked' when ${mailboxOptedOut(key)} then 'unsubscribed' end`;
}
