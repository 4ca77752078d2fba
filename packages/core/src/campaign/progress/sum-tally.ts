import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import { type Bucket, type RecipientStatus, recipientStatuses, statusesIn } from "../buckets.ts";
import { type Fact, type FigureName, figures, type Tallies } from "../figures.ts";

/** Totals of a campaign in people, as a list of campaigns shows them (C1). */
export interface CampaignTotals {
  audience: number;
  waiting: number;
  sent: number;
  failed: number;
  skipped: number;
  cancelled: number;
  unconfirmed: number;
  delivered: number;
  opened: number;
  clicked: number;
  bounced: number;
  unsubscribed: number;
  complained: number;
  /** Dropped by the provider, or marked as spam (article 003 "Blocked / Spam"). */
  blocked: number;
  /** People in each status and with each fact, for the bar's parts. */
  tallies: Tallies;
}

const listOf = (statuses: readonly RecipientStatus[]) => sql.join(statuses.map((status) => sql.lit(status)));
const statusList = listOf(recipientStatuses);
const sumOf = (bucket: Bucket) =>
  sql`coalesce(sum(n) filter (where measure in (${listOf(statusesIn(bucket))})), 0)::int`;

/**
 * One row of totals per campaign, summed from the appended deltas; a parenthesised sub-select with `broadcast_id`.
 * `delivered` and `bounced` here are facts, so they may overlap; the buckets never do.
 */
export const campaignTotals: RawBuilder<CampaignTotals & { broadcast_id: string }> = sql`(
  select broadcast_id,
         coalesce(sum(n) filter (where measure in (${statusList})), 0)::int as audience,
         ${sumOf("waiting")} as waiting, ${sumOf("sent")} as sent, ${sumOf("failed")} as failed,
         ${sumOf("skipped")} as skipped, ${sumOf("cancelled")} as cancelled, ${sumOf("unconfirmed")} as unconfirmed,
         coalesce(sum(n) filter (where measure = 'fact:delivered'), 0)::int as delivered,
         coalesce(sum(n) filter (where measure = 'fact:opened'), 0)::int as opened,
         coalesce(sum(n) filter (where measure = 'fact:clicked'), 0)::int as clicked,
         coalesce(sum(n) filter (where measure = 'bounced'), 0)::int as bounced,
         coalesce(sum(n) filter (where measure = 'fact:unsubscribed'), 0)::int as unsubscribed,
         coalesce(sum(n) filter (where measure = 'fact:complained'), 0)::int as complained,
         coalesce(sum(n) filter (where measure in ('dropped', 'fact:complained')), 0)::int as blocked,
         jsonb_build_object(
           'counts', coalesce(jsonb_object_agg(measure, n) filter (where measure in (${statusList}) and n > 0), '{}'),
           'facts', coalesce(jsonb_object_agg(substr(measure, 6), n) filter (where measure like 'fact:%' and n > 0), '{}')) as tallies
  from (select broadcast_id, measure, sum(n) as n from broadcast_tally group by broadcast_id, measure) summed
  group by broadcast_id)`;

/** One campaign's people by measure: a status, or a fact with the prefix `fact:`. */
export async function readTally(em: EntityManager, campaignId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ measure: string; n: number }>`
    select measure, sum(n)::int as n from broadcast_tally where broadcast_id = ${campaignId} group by measure`.execute(
    em.getKysely(),
  );
  return Object.fromEntries(rows.map(({ measure, n }) => [measure, n]));
}

/** How many people a figure counts, as the tally knows it. */
export async function readFigure(em: EntityManager, campaignId: string, name: FigureName): Promise<number> {
  const { statuses, fact }: { statuses: readonly RecipientStatus[]; fact?: Fact } = figures[name];
  const tally = await readTally(em, campaignId);
  const measures = fact === undefined ? statuses : [`fact:${fact}`];
  return measures.reduce((sum, measure) => sum + (tally[measure] ?? 0), 0);
}
