import { type RawBuilder, sql } from "kysely";
import { reasonBit } from "../../audience/reasons.ts";
import { type Fact, figures } from "../figures.ts";
import { isOfAttempt } from "../people-of-attempt-sql.ts";
import { justSentIn } from "./just-sent-sql.ts";
import type { ListRecipientsInput } from "./schemas.ts";

/** Which recipients are asked for, beside the words of a search. */
export type RecipientChoice = Pick<
  ListRecipientsInput,
  "campaignId" | "filter" | "reason" | "link" | "until"
>;

/** What each fact asks of a row of `recipient` beside its status; as recipient_measures() counts it (migration 015-campaign-tally). */
const holds: Record<Fact, RawBuilder<unknown>> = {
  delivered: sql`true`,
  opened: sql`recipient.opened_at is not null`,
  bot_opened: sql`recipient.bot_opened_at is not null and recipient.opened_at is null`,
  clicked: sql`recipient.clicked_at is not null`,
  bot_clicked: sql`recipient.bot_clicked_at is not null and recipient.clicked_at is null`,
  hard_bounced: sql`recipient.hard_bounced_at is not null`,
  soft_bounced: sql`recipient.hard_bounced_at is null`,
  unsubscribed: sql`recipient.unsubscribed_at is not null`,
  unsubscribed_no_click: sql`recipient.clicked_at is null`,
  complained: sql`recipient.complained_at is not null`,
  complained_no_click: sql`recipient.clicked_at is null`,
};

/** When a person was first known to be reached, to have opened, to have clicked; as recipient_moments() counts it for the chart (migration 015). */
const happenedAt = {
  delivered: sql`coalesce(recipient.delivered_at, least(recipient.opened_at, recipient.clicked_at, recipient.unsubscribed_at, recipient.complained_at))`,
  opened: sql`recipient.opened_at`,
  clicked: sql`recipient.clicked_at`,
} as const;

/** Statuses that recipient_by_status keeps as one: neither a claim nor the answer to its call moves anybody there. */
const keptAsWaiting = ["waiting", "claimed", "sent"];

/** By recipient_by_status; whom an answer accepted stands there among those who wait, whoever else is sent among the sent. */
function hasStatus(statuses: readonly string[]): RawBuilder<unknown> {
  const kept = keptAsWaiting.filter((status) => statuses.includes(status));
  const settled = new Set(statuses.filter((status) => status !== "claimed"));
  if (kept.length > 0) settled.add("waiting");
  const found = sql`recipient.settled_status in (${sql.join([...settled])})`;
  return kept.length === 0 || kept.length === keptAsWaiting.length
    ? found
    : sql`${found} and recipient.status in (${sql.join(statuses)})`;
}

/** Ids of the people whom a campaign's open calls hold: a few thousand at most, by attempt_open and recipient_by_slice. */
export function claimedPeopleOf(campaignId: string): RawBuilder<unknown> {
  return sql`array(
    select person.id from attempt cross join lateral (
      select recipient.id from recipient where ${isOfAttempt} and recipient.status = 'claimed' offset 0) person
    where attempt.organisation_id = app_organisation_id() and attempt.broadcast_id = ${campaignId} and attempt.ended_at is null)`;
}

/** Whether a figure counts a row of `recipient`. */
export function isCounted(name: keyof typeof figures): RawBuilder<unknown> {
  const figure: { statuses: readonly string[]; fact?: Fact } = figures[name];
  const inStatus = name === "all" ? sql`true` : hasStatus(figure.statuses);
  return figure.fact === undefined ? inStatus : sql`${inStatus} and ${holds[figure.fact]}`;
}

/** Whether a filter shows a row of `recipient`. The people behind a link are found by click_by_broadcast. */
export function recipientShown({
  campaignId,
  filter,
  reason,
  link,
  until,
}: RecipientChoice): RawBuilder<unknown> {
  const conditions = [isCounted(filter)];
  if (filter === "handed_over") conditions.push(sql`recipient.id = any(${claimedPeopleOf(campaignId)})`);
  if (reason) conditions.push(sql`recipient.skip_reasons & ${sql.lit(reasonBit(reason))} <> 0`);
  if (link)
    conditions.push(sql`recipient.id in (
      select recipient_id from click
      where organisation_id = app_organisation_id() and broadcast_id = ${campaignId} and url = ${link} and not bot)`);
  if (until && (filter === "delivered" || filter === "opened" || filter === "clicked"))
    conditions.push(sql`${happenedAt[filter]} <= ${until}::text::timestamptz`);
  return sql.join(conditions, sql` and `);
}

/** How many a campaign has at most that no snapshot wrote. */
const SMALL = 10_000;

/**
 * The customers of {@link recipientShown}, as a select of `customer_id` whose first rows are there at once. Whom an answer accepted
 * stands in recipient_by_status among those who wait, and half a million of the one must not be read for three of the other: these are
 * found by their calls, those by their slices, and who is claimed by the open calls.
 */
export function peopleShown(choice: RecipientChoice): RawBuilder<unknown> {
  const { campaignId } = choice;
  const { statuses }: { statuses: readonly string[] } = figures[choice.filter];
  const filed = statuses.filter((status) => status !== "waiting" && status !== "claimed");
  const ofCampaign = sql`recipient.organisation_id = app_organisation_id() and recipient.broadcast_id = ${campaignId}`;
  const shown = recipientShown(choice);
  const parts = [
    filed.length > 0 &&
      sql`select customer_id from recipient where ${ofCampaign} and settled_status >= '' and settled_status in (${sql.join(filed)}) and ${shown}`,
    statuses.includes("claimed") &&
      sql`select customer_id from recipient where recipient.id = any(${claimedPeopleOf(campaignId)}) and recipient.status = 'claimed' and ${shown}`,
    statuses.includes("sent") &&
      sql`select recipient.customer_id from ${justSentIn(campaignId)} where ${shown}`,
    statuses.includes("waiting") &&
      sql`select customer_id from recipient where ${ofCampaign} and status = 'waiting'
        and slice >= (select first_open_slice from broadcast where organisation_id = app_organisation_id() and id = ${campaignId}) and ${shown}`,
    // Whose row has no slice was not written by a snapshot; such campaigns are small.
    statuses.includes("waiting") &&
      sql`select customer_id from (
          select * from recipient where ${ofCampaign} and settled_status >= '' and settled_status = 'waiting' limit ${sql.lit(SMALL)}) recipient
        where slice is null and ${shown}`,
  ];
  return sql.join(
    parts.filter((part) => part !== false),
    sql` union all `,
  );
}

/** Whether {@link recipientShown} shows `customer`, by their key. `offset 0`: looked up as they are met, never a join of everybody. */
export function isRecipientShown(choice: RecipientChoice): RawBuilder<unknown> {
  return sql`exists (
    select from recipient
    where organisation_id = app_organisation_id() and broadcast_id = ${choice.campaignId} and customer_id = customer.id and ${recipientShown(choice)}
    offset 0)`;
}
