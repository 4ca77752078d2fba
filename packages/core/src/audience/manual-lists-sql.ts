import { type RawBuilder, sql } from "kysely";
import { bitsOf, reasonBit } from "./reasons.ts";

/** The bits that somebody added by hand skips: the pass rule (C3), never consent, suppression or silence. */
export const PASS_RULE_BITS = bitsOf([
  "application_none",
  "application_pending",
  "application_denied",
  "application_inactive",
  "pet_inactive",
  "registration_none",
  "registration_inactive",
  "registration_expired",
]);
/** What the pass rule says of somebody whom eligibility does not know. */
export const NO_ELIGIBILITY_BITS = bitsOf(["application_none", "registration_none"]);

/**
 * Whom a campaign's lists name, as a sub-select of (customer_id, list); a person may be in it twice. To a resend (C16)
 * those belong as added whom its parent had added and then failed to reach: they need no pass now either, whether they
 * failed before the resend was begun or after. Uses manual_recipient_counts and recipient_by_status.
 */
export function listedPeople(campaignId: string): RawBuilder<unknown> {
  return sql`(
    select entry.customer_id, entry.list from manual_recipient entry
    where entry.organisation_id = app_organisation_id() and entry.campaign_id = ${campaignId}
      and entry.problem is null and entry.removed_by is null and entry.customer_id is not null
    union all
    select failed.customer_id, 'add' from campaign resend
    join recipient failed on failed.organisation_id = resend.organisation_id and failed.broadcast_id = resend.parent_id
    where resend.organisation_id = app_organisation_id() and resend.id = ${campaignId}
      and failed.added and failed.settled_status in ('failed', 'bounced', 'dropped'))`;
}

/**
 * The customers that a list of a campaign names, each once, as a sub-select. Use it in `x in (…)` inside an expression:
 * the database then hashes the list whatever its statistics say, and an empty list costs nothing.
 */
export function listedOn(list: "add" | "exclude", campaignId: string): RawBuilder<unknown> {
  return sql`(select listed.customer_id from ${listedPeople(campaignId)} listed where listed.list = ${sql.lit(list)})`;
}

/** What the lists make of somebody's reasons. @param added @param excluded whether the list names them, as SQL */
export function reasonsByHand(
  reasons: RawBuilder<number>,
  added: RawBuilder<unknown>,
  excluded: RawBuilder<unknown>,
): RawBuilder<number> {
  return sql<number>`(case when ${added} then ${reasons} & ~${sql.lit(PASS_RULE_BITS)} else ${reasons} end
    | case when ${excluded} then ${sql.lit(reasonBit("excluded_by_hand"))} else 0 end)`;
}
