import { shownAddress } from "@packpost/db/address";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { requirePermission } from "../../access/require-permission.ts";
import { explainConsent, type Reason } from "../../audience/explain-reasons.ts";
import { type ConsentFacts, consentFacts } from "../../audience/person-reasons-sql.ts";
import type { ReasonCode } from "../../audience/reasons.ts";
import { readReasonsToday } from "../../audience/reasons-today.ts";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { type LineRow, lineColumns, lineOf, type RecipientLine } from "./recipient-line-sql.ts";
import { buildTimeline, type TimelineEvent } from "./recipient-timeline.ts";
import type { ExplainRecipientInput } from "./schemas.ts";

/** One recipient of a campaign, explained: what they are now, why, and everything that happened, in order (C9). */
export interface RecipientExplanation extends RecipientLine {
  /** The customer's address has changed since. */
  emailNow: string | null;
  /** Who or what keeps campaigns from them today, whatever the pass; empty = nothing does (C14, C18). */
  reach: Reason[];
  /** Which of the reasons they were skipped for hold today; null = not skipped, or no pass is known. */
  still: ReasonCode[] | null;
  events: TimelineEvent[];
  /** Openings and clicks beyond those shown. */
  omitted: number;
}

/** Nobody reads more; a scanner can make thousands. */
const MOST_OF_A_KIND = 200;

const instant = z.coerce.date().nullable();
/** What is shown of a recipient beyond their line in the table. */
const storySchema = z.object({
  email_now: z.string().nullable(),
  provider_message_id: z.string().nullable(),
  added: z.boolean(),
  chosen: z.boolean(),
  pass_id: z.string().nullable(),
  snapshot_at: instant,
  attempt_at: instant,
  asked_at: instant,
  unsubscribe_source: z.string().nullable(),
  skipped: instant,
  cancelled: instant,
  claimed: instant,
  sent: instant,
  delivered: instant,
  opened: instant,
  botOpened: instant,
  clicked: instant,
  botClicked: instant,
  softBounced: instant,
  hardBounced: instant,
  unsubscribed: instant,
  complained: instant,
  dropped: instant,
  failed: instant,
  unconfirmed: instant,
});

/**
 * Explains one recipient from what is stored for good: raw provider events may be gone (C12).
 * @throws {PackpostError} not_found, also for somebody of another campaign or organisation
 */
export async function explainRecipient({
  ctx,
  input,
}: {
  ctx: Context;
  input: ExplainRecipientInput;
}): Promise<RecipientExplanation> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { line, row } = await readRow(em, input);
    const openings = await readActs(em, input.recipientId, "opening");
    const clicks = await readActs(em, input.recipientId, "click");
    const choices = await readLaterChoices(em, line.customerId, row.unsubscribed ?? row.skipped);
    return {
      ...line,
      emailNow: row.email_now && shownAddress(row.email_now),
      reach: await readContactability(em, line.customerId),
      still:
        line.status === "skipped" && row.pass_id !== null
          ? (
              (await readReasonsToday(
                em,
                { campaignId: input.campaignId, passId: row.pass_id },
                line.customerId,
              )) ?? []
            ).map(({ code }) => code)
          : null,
      events: buildTimeline({
        snapshotAt: row.snapshot_at,
        added: row.added,
        chosen: row.chosen,
        providerMessage: line.providerMessage,
        messageId: row.provider_message_id,
        unsubscribeSource: row.unsubscribe_source,
        attemptAt: row.attempt_at,
        askedAt: row.asked_at,
        facts: row,
        openings: openings.acts,
        clicks: clicks.acts,
        choices,
      }),
      omitted: openings.omitted + clicks.omitted,
    };
  });
}

async function readRow(em: EntityManager, input: ExplainRecipientInput) {
  const { rows } = await sql<LineRow>`
    select ${lineColumns}, case when customer.email_key is distinct from address_key(recipient.email) and recipient.email is not null then customer.email end as email_now,
      provider_message_id, recipient.added, recipient.slice is not null as chosen, campaign.pass_id, broadcast.snapshot_at, attempt.claimed_at as attempt_at, attempt.looked_up_at as asked_at,
      -- How they unsubscribed, if what stands now is this unsubscribe.
      (select source from preference where preference.organisation_id = recipient.organisation_id and preference.customer_id = recipient.customer_id
         and channel = 'campaign' and not subscribed
         and changed_at between unsubscribed_at - interval '5 seconds' and unsubscribed_at + interval '5 seconds') as unsubscribe_source,
      skipped_at as skipped, cancelled_at as cancelled, recipient.claimed_at as claimed, sent_at as sent, delivered_at as delivered,
      opened_at as opened, bot_opened_at as "botOpened", clicked_at as clicked, bot_clicked_at as "botClicked",
      soft_bounced_at as "softBounced", hard_bounced_at as "hardBounced", unsubscribed_at as unsubscribed, complained_at as complained,
      dropped_at as dropped, failed_at as failed, unconfirmed_at as unconfirmed
    from recipient
    join campaign on campaign.organisation_id = recipient.organisation_id and campaign.id = recipient.broadcast_id
    join broadcast on broadcast.organisation_id = recipient.organisation_id and broadcast.id = recipient.broadcast_id
    join customer on customer.organisation_id = recipient.organisation_id and customer.id = recipient.customer_id
    left join attempt on attempt.organisation_id = recipient.organisation_id and attempt.id = recipient.attempt_id
    where recipient.organisation_id = app_organisation_id() and recipient.broadcast_id = ${input.campaignId}
      and recipient.id = ${input.recipientId}`.execute(em.getKysely());
  const row = rows[0];
  if (row === undefined)
    throw new PackpostError("not_found", "This person is not in the campaign.", {
      nextStep: "Look for them among the recipients.",
    });
  return { line: lineOf(row), row: storySchema.parse(row) };
}

const contactabilitySchema = z.object({
  reasons: z.number(),
  facts: z.custom<ConsentFacts>((value) => typeof value === "object" && value !== null),
});

/** What keeps campaigns from a customer now, by their key. */
async function readContactability(em: EntityManager, customerId: string): Promise<Reason[]> {
  const { rows } = await sql`
    select person.reasons, ${consentFacts} as facts from customer_contactability person
    where person.organisation_id = app_organisation_id() and person.customer_id = ${customerId}`.execute(
    em.getKysely(),
  );
  const row = contactabilitySchema.optional().parse(rows[0]);
  return row === undefined ? [] : explainConsent(row.reasons, row.facts);
}

const choiceSchema = z.object({
  at: z.coerce.date(),
  subscribed: z.boolean(),
  source: z.string().nullable(),
});

/** What they have chosen since they unsubscribed or were skipped, from the audit, by audit_by_subject. */
async function readLaterChoices(em: EntityManager, customerId: string, since: Date | null) {
  if (since === null) return [];
  const { rows } = await sql`
    select at, action = 'preference.subscribed' as subscribed, detail->>'source' as source from audit
    where organisation_id = app_organisation_id() and subject_kind = 'customer' and subject_id = ${customerId}
      and action in ('preference.subscribed', 'preference.unsubscribed') and at > ${since}
    order by id limit ${MOST_OF_A_KIND}`.execute(em.getKysely());
  return rows.map((row) => choiceSchema.parse(row));
}

const actSchema = z.object({
  at: z.coerce.date(),
  bot: z.boolean(),
  reportedBot: z.boolean(),
  device: z.string().nullable(),
  url: z.string(),
  total: z.coerce.number(),
});

/** Openings or clicks, the first of them, by opening_by_recipient and click_by_recipient. */
async function readActs(em: EntityManager, recipientId: string, table: "opening" | "click") {
  const { rows } = await sql`
    select at, bot, reported_bot as "reportedBot", device, ${table === "click" ? sql`url` : sql`''`} as url, count(*) over () as total
    from ${sql.table(table)} where organisation_id = app_organisation_id() and recipient_id = ${recipientId}
    order by at limit ${MOST_OF_A_KIND}`.execute(em.getKysely());
  const acts = rows.map((row) => actSchema.parse(row));
  return { acts, omitted: (acts[0]?.total ?? 0) - acts.length };
}
