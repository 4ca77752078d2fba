import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { Context } from "../context.ts";
import { readByIndex } from "../sweep/read-by-index.ts";
import { autoPause } from "./auto-pause.ts";

/** @source FEATURES.md C17 */
const MOST_COMPLAINTS = 5;
const MOST_COMPLAINT_SHARE = 0.003;
const MOST_ERRORS = 50;
const MOST_ERROR_SHARE = 0.1;
const WINDOW = 500;

const rowSchema = z.object({
  id: z.string(),
  spam_content: z.boolean(),
  complaints: z.coerce.number(),
  delivered: z.coerce.number(),
  reported: z.coerce.number(),
  bounced: z.coerce.number(),
  handed: z.coerce.number(),
  refused: z.coerce.number(),
});

/**
 * Pauses the campaigns of these recipients that go badly (C17, C9): too many complaints, too many errors among the last
 * {@link WINDOW} outcomes, or refused as spam for their content. Call it after the commit of whatever told of trouble,
 * so that the last of several at once sees them all. Costs three index ranges a campaign, whatever its size
 * (recipient_by_complaint, recipient_by_outcome, attempt_by_answer); nothing at all for campaigns that are not being sent.
 * What staff had before them when they last resumed is not counted again.
 *
 * @param input.recipientIds whom the bad news was about
 * @param input.spamContentIds those of them whose mail was refused for its content
 */
export async function checkSendHealth({
  ctx,
  input,
}: {
  ctx: Context;
  input: { recipientIds: readonly string[]; spamContentIds?: readonly string[] };
}): Promise<void> {
  if (input.recipientIds.length === 0) return;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // The newest 500 stand at the end of an index. Statistics of a minute ago know a few rows where there are thousands, and
    // then all of the campaign is fetched and sorted, for each event: 26 ms instead of 1 at 10,000 people.
    await readByIndex(em);
    const { rows } = await sql`
      with campaigns as (
        select id, coalesce(resumed_at, '-infinity') as since,
          id in (select broadcast_id from recipient where recipient.id = any(${input.spamContentIds ?? []}::uuid[])) as spam_content
        from broadcast
        where organisation_id = ${ctx.organisationId} and status = 'sending'
          and id in (select broadcast_id from recipient where organisation_id = ${ctx.organisationId} and recipient.id = any(${input.recipientIds}::uuid[]))
      )
      select campaigns.id, spam_content, complaints, reported, bounced, handed, refused,
        (select coalesce(sum(n), 0) from broadcast_tally where broadcast_id = campaigns.id and measure = 'fact:delivered') as delivered
      from campaigns
      cross join lateral (
        select count(*) as complaints from recipient where broadcast_id = campaigns.id and complained_at > campaigns.since) complained
      -- What servers said is held against what servers said; a refusal by the provider, known at once, against what was
      -- handed over: else refusals would be most of the "outcomes" while deliveries are still to be told.
      cross join lateral (
        select count(*) as reported, count(*) filter (where status = 'bounced') as bounced
        from (select status from recipient
              where broadcast_id = campaigns.id and least(delivered_at, soft_bounced_at, hard_bounced_at) > campaigns.since
              order by least(delivered_at, soft_bounced_at, hard_bounced_at) desc limit ${sql.lit(WINDOW)}) newest) reported
      cross join lateral (
        select coalesce(sum(answered), 0) as handed, coalesce(sum(refused), 0) as refused
        from (select answered, refused, sum(answered) over (order by answered_at desc rows between unbounded preceding and 1 preceding) as newer
              from (select answered, refused, answered_at from attempt
                    where broadcast_id = campaigns.id and answered_at > campaigns.since
                    order by answered_at desc limit ${sql.lit(WINDOW)}) newest) counted
        where coalesce(newer, 0) < ${sql.lit(WINDOW)}) handed`.execute(em.getKysely());
    for (const row of rows.map((found) => rowSchema.parse(found))) {
      const trouble = judge(row);
      if (!trouble) continue;
      await autoPause(em, ctx, row.id, {
        from: "sending",
        reason: formatTrouble(trouble),
        detail: { ...trouble },
      });
    }
  });
}

function judge(row: z.infer<typeof rowSchema>): Trouble | null {
  const { complaints } = row;
  if (row.spam_content) return { cause: "spam_content" };
  // Who complained has had it, whether or not the delivery was told too.
  const delivered = Math.max(row.delivered, complaints);
  if (complaints >= MOST_COMPLAINTS && complaints > delivered * MOST_COMPLAINT_SHARE)
    return { cause: "complaints", complaints, delivered };
  for (const [errors, outcomes] of [
    [row.bounced, row.reported],
    [row.refused, row.handed],
  ] as const) {
    if (errors >= MOST_ERRORS && errors > outcomes * MOST_ERROR_SHARE)
      return { cause: "errors", errors, outcomes };
  }
  return null;
}

/** Why a campaign pauses by itself. */
export type Trouble =
  | { readonly cause: "complaints"; readonly complaints: number; readonly delivered: number }
  | { readonly cause: "errors"; readonly errors: number; readonly outcomes: number }
  | { readonly cause: "spam_content" };

/** The reason as staff read it: the first line says what happened, the rest what to do (C17; article 003's advice). */
export function formatTrouble(trouble: Trouble): string {
  switch (trouble.cause) {
    case "complaints": {
      const share = ((100 * trouble.complaints) / trouble.delivered).toFixed(1);
      return `${count(trouble.complaints)} of ${count(trouble.delivered)} people who got it marked it as spam (${share} %).
Above 0.3 % mail providers begin to block a sender for everybody. Ask yourself who of the rest expects this mail: cancel the rest if in doubt. Those who complained are never written to again.`;
    }
    case "errors":
      return `${count(trouble.errors)} of the last ${count(trouble.outcomes)} mails could not be delivered.
Often the addresses are old or were imported wrongly, or the sender is being blocked. Filter the recipients by bounced and failed, read the mail servers' words, correct addresses, then resume. If a customer's provider blocks you, they can add your sender address to their approved senders, or ask it not to block you any more.`;
    case "spam_content":
      return `A mail server refused it as spam because of its content.
Others will do the same. Take out what looks like spam, for example a subject in upper case letters or many links and exclamation marks: cancel the rest and send a corrected text. If you are sure of the text, resume.`;
  }
}

function count(n: number): string {
  return n.toLocaleString("en-US");
}
