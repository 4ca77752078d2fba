import type { EntityManager } from "@packpost/db/orm";
import { planByKey, prepared } from "@packpost/db/prepared";
import { sql } from "kysely";
import * as z from "zod";
import { type AudienceKey, clockNow } from "../../audience/audience-sql.ts";
import { HAD_ENOUGH_BIT } from "../../audience/had-enough-sql.ts";
import { NO_ELIGIBILITY_BITS, reasonsByHand } from "../../audience/manual-lists-sql.ts";
import { frozenFacts } from "../../audience/person-reasons-sql.ts";
import { personValuesOf } from "../../audience/person-values-sql.ts";
import { reasonBit } from "../../audience/reasons.ts";
import type { Context } from "../../context.ts";
import type { ClaimStrategy } from "../../send-protocol/broadcast-kind.ts";
import { lockFrequency } from "./frequency.ts";
import { alreadyReceived, lockResendFamily } from "./resend-family.ts";

/**
 * Who may receive a campaign: consent, suppression and eligibility on the claim's day, its lists by hand, and whom no campaign of
 * the same resend family has reached (C16). Claims of one family come one after the other.
 */
export async function prepareCampaignClaim(
  em: EntityManager,
  ctx: Context,
  broadcastId: string,
): Promise<ClaimStrategy> {
  const family = await lockResendFamily(em, ctx, broadcastId);
  const { pass_id, most, ...lists } = await readCampaign(em, ctx, broadcastId);
  const enough = most === null ? null : await lockFrequency(em, ctx, broadcastId, most);
  const passId = sql`${pass_id}::uuid`;
  return {
    noteSkipped: (recipientIds) =>
      writeSkipFacts(em, ctx, { campaignId: broadcastId, passId: pass_id }, recipientIds),
    people: sql`
        select picked.id, picked.customer_id, picked.held_key, customer.email, customer.email_key, ${personValuesOf("customer", passId, sql`open.today`)} as merge_values,
          ${reasonsByHand(
            sql<number>`case
              when eligibility.customer_id is not null
                then reasons_on(open.today, app_now(), eligibility.reasons, eligibility.valid_through, eligibility.first_expiry, eligibility.last_contact_at)
              ${lists.added ? sql`when picked.added then reasons_on(open.today, app_now(), contactability.reasons, null, null, contactability.last_contact_at)` : sql``}
              else ${sql.lit(NO_ELIGIBILITY_BITS)} end`,
            sql`picked.added`,
            lists.excluded ? sql`excluded.found` : sql`false`,
          )} | case when ${alreadyReceived(family, sql`picked.customer_id`)} then ${sql.lit(reasonBit("already_received"))} else 0 end${enough === null ? sql`` : sql` | case when ${enough} then ${HAD_ENOUGH_BIT} else 0 end`} as reasons
        from picked cross join open
        -- From each picked row outward by index, whatever the planner believes of a freshly written audience.
        cross join lateral (
          select * from customer where customer.organisation_id = open.organisation_id and customer.id = picked.customer_id offset 0) customer
        left join lateral (
          select * from eligibility where eligibility.organisation_id = open.organisation_id and eligibility.pass_id = ${passId}
            and eligibility.customer_id = picked.customer_id offset 0) eligibility on true
        ${lists.added ? contactabilityOfAdded : sql``}
        ${lists.excluded ? excludedByHand : sql``}`,
  };
}

/** Added by hand and without an eligibility row: evaluated by their contactability. */
const contactabilityOfAdded = sql`
  left join lateral (
    select * from customer_contactability where picked.added and eligibility.customer_id is null
      and organisation_id = open.organisation_id and customer_id = picked.customer_id offset 0) contactability on true`;

const excludedByHand = sql`
  cross join lateral (
    select exists (
      select from manual_recipient entry where entry.organisation_id = open.organisation_id and entry.campaign_id = open.id
        and entry.list = 'exclude' and entry.customer_id = picked.customer_id
        and entry.problem is null and entry.removed_by is null) as found offset 0) excluded`;

const rowSchema = z.object({
  pass_id: z.string(),
  added: z.boolean(),
  excluded: z.boolean(),
  /** How many campaigns a mailbox may get; null = nothing is counted. */
  most: z.number().nullable(),
});

/** Its pass, and whether anybody may have been added or excluded by hand: planning what asks about them would cost each claim more than asking. */
async function readCampaign(em: EntityManager, ctx: Context, broadcastId: string) {
  const { rows } = await sql`${prepared}
    select ${planByKey}, pass_id, parent_id is not null or exists (
        select from manual_recipient where organisation_id = ${ctx.organisationId} and campaign_id = campaign.id and list = 'add') as added,
      exists (select from manual_recipient where organisation_id = ${ctx.organisationId} and campaign_id = campaign.id and list = 'exclude') as excluded,
      (select frequency_most from organisation where id = ${ctx.organisationId}) as most
    from campaign where id = ${broadcastId} and organisation_id = ${ctx.organisationId}`.execute(
    em.getKysely(),
  );
  return rowSchema.parse(rows[0]);
}

/** What lies behind the reasons of those just skipped. Rarely anybody is: apart, it costs the claim no planning. */
async function writeSkipFacts(
  em: EntityManager,
  ctx: Context,
  key: AudienceKey,
  skippedIds: readonly string[],
): Promise<void> {
  if (skippedIds.length === 0) return;
  const facts = frozenFacts(key, {
    customerId: sql`recipient.customer_id`,
    reasons: sql`recipient.skip_reasons`,
  });
  await sql`
    with clock as materialized (${clockNow})
    update recipient set skip_facts = ${facts} from clock
    where recipient.organisation_id = ${ctx.organisationId} and recipient.id = any(${skippedIds}::uuid[])`.execute(
    em.getKysely(),
  );
}
