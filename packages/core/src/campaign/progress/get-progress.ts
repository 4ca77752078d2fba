import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";
import { instantFrom } from "../../paging/instant.ts";
import { BULK_STREAM } from "../../send-protocol/message-streams.ts";
import { type Pace, paceOf, ratePerSecond } from "../../sender/pace.ts";
import {
  type Bucket,
  isRecipientStatus,
  type RecipientStatus,
  recipientStatuses,
  sumBuckets,
} from "../buckets.ts";
import type { CampaignStatus } from "../enums.ts";
import { type Fact, facts } from "../figures.ts";
import { findCampaign } from "../find-campaign.ts";
import type { CampaignIdInput } from "../schemas.ts";
import { expectSeconds } from "./expect-end.ts";
import {
  type Elsewhere,
  type Reconciling,
  readReconciling,
  readUnconfirmedElsewhere,
} from "./read-reconciling.ts";
import { readTally } from "./sum-tally.ts";

/** Where a campaign stands: every person of the audience in exactly one status and one bucket (C8, C15). */
export interface Progress {
  status: CampaignStatus;
  version: number;
  sendAt: Date | null;
  sendingBeganAt: Date | null;
  finishedAt: Date | null;
  pauseReason: string | null;
  confirmedCount: number | null;
  /** For a date and time; false = sent at once, with ten seconds to undo. */
  planned: boolean;
  /** How many would receive it when its time had come; null before. */
  dueCount: number | null;
  audience: number;
  counts: Record<RecipientStatus, number>;
  buckets: Record<Bucket, number>;
  facts: Record<Fact, number>;
  /** Messages a second over the last 20 seconds; null while nothing moves. */
  perSecond: number | null;
  /** Seconds until nobody is waiting: at this rate and pace, with the pauses between waves and the hold; null = nobody can say. */
  secondsLeft: number | null;
  /** Until when the provider has told us to wait, or is given time to come back; null = it does not hold us. */
  heldUntil: Date | null;
  /** Why the provider is given time to come back, in its or the network's words; null = it answers. */
  silence: string | null;
  /** Milliseconds until a scheduled campaign begins, by the database's clock; null unless scheduled. */
  beginsInMs: number | null;
  /** Which wave is being sent, from 1, of how many, and when the next opens if nobody of it waits; null = all at once (C13). */
  waves: { now: number; of: number; nextAt: Date | null } | null;
  /** People about whom the provider owes an answer, and when it is asked next; null = nobody. */
  reconciling: Reconciling | null;
  /** Set when it cannot turn out by itself that some unconfirmed people got nothing: why. */
  unconfirmedElsewhere?: Elsewhere;
  /** When somebody decided to leave the unconfirmed as they are; null = nobody has. */
  unconfirmedLeftAt: Date | null;
}

/**
 * Reads the tallies of a campaign, never its rows, so it costs the same at 400 and at a million.
 * @throws {PackpostError} not_found
 */
export async function getProgress({
  ctx,
  input,
}: {
  ctx: Context;
  input: CampaignIdInput;
}): Promise<Progress> {
  requirePermission(ctx, "campaign.read");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const { broadcast, version } = await findCampaign(em, ctx, input.campaignId);
    const tally = await readTally(em, broadcast.id);
    // Attempt ids are uuid v7, so the last 20 seconds are a range of the primary key.
    const pace = await sql<{ recipients: number; seconds: number; now: string }>`
      select coalesce(sum(recipients) filter (where outcome is distinct from 'not_called'), 0)::int as recipients, app_now() as now,
             greatest(1, least(20, extract(epoch from app_now() - min(claimed_at))))::float8 as seconds
      from attempt
      where broadcast_id = ${broadcast.id} and id >= uuidv7('-20 seconds'::interval) and ended_at is not null`.execute(
      em.getKysely(),
    );
    const counts = zeroes(recipientStatuses);
    const seen = zeroes(facts);
    for (const [measure, n] of Object.entries(tally)) {
      if (isRecipientStatus(measure)) counts[measure] = n;
      const fact = facts.find((name) => measure === `fact:${name}`);
      if (fact !== undefined) seen[fact] = n;
    }
    const buckets = sumBuckets(counts);
    const limits = await readLimits(em, ctx);
    const waves = wavesOf(broadcast);
    const elsewhere = counts.unconfirmed > 0 && (await readUnconfirmedElsewhere(em, broadcast.id));
    const { recipients = 0, seconds = 1, now } = pace.rows[0] ?? {};
    const perSecond = broadcast.status === "sending" && recipients > 0 ? recipients / seconds : null;
    return {
      status: broadcast.status,
      version,
      sendAt: broadcast.sendAt ?? null,
      sendingBeganAt: broadcast.sendingBeganAt ?? null,
      finishedAt: broadcast.finishedAt ?? null,
      pauseReason: broadcast.pauseReason ?? null,
      confirmedCount: broadcast.confirmedCount ?? null,
      planned: broadcast.planned,
      dueCount: broadcast.dueCount ?? null,
      audience: Object.values(buckets).reduce((sum, n) => sum + n, 0),
      counts,
      buckets,
      facts: seen,
      perSecond,
      secondsLeft:
        broadcast.status === "sending" &&
        counts.waiting > 0 &&
        (perSecond !== null || waves !== null || limits.holdMs > 0)
          ? expectSeconds({
              people: counts.waiting,
              measuredPerSecond: perSecond,
              pace: limits.pace === null ? null : ratePerSecond(limits.pace) / Math.max(1, limits.sending),
              holdSeconds: limits.holdMs / 1_000,
              pauseSeconds: pausesLeft(waves, limits),
            })
          : null,
      heldUntil:
        limits.holdMs > Math.max(HOLD_WORTH_SAYING_MS, limits.pace?.perMs ?? 0)
          ? new Date(limits.nowMs + limits.holdMs)
          : null,
      silence: limits.silence,
      beginsInMs:
        broadcast.status === "scheduled" && broadcast.sendAt && now !== undefined
          ? Math.max(0, broadcast.sendAt.getTime() - instantFrom(now).getTime())
          : null,
      waves,
      unconfirmedLeftAt: broadcast.unconfirmedLeftAt ?? null,
      ...(elsewhere && { unconfirmedElsewhere: elsewhere }),
      reconciling: counts.claimed === 0 ? null : await readReconciling(em, broadcast.id),
    };
  });
}

/** A pace's own step, or less than so long, is none; what is longer is a hold (429, or a provider that is down). */
const HOLD_WORTH_SAYING_MS = 5_000;

interface Limits {
  pace: Pace | null;
  holdMs: number;
  silence: string | null;
  wavePauseMs: number;
  /** Campaigns of the organisation that take from its pace just now. */
  sending: number;
  nowMs: number;
}

/** Pace with those who share it, hold and pause between waves of the organisation, by the database's clock. */
async function readLimits(em: EntityManager, ctx: Context): Promise<Limits> {
  const { rows } = await sql<{
    per_second: number | null;
    ms_per_message: number | null;
    hold_ms: number | null;
    silence: string | null;
    pause_ms: number;
    sending: number;
    now: string;
  }>`
    select sender.per_second, sender.ms_per_message, greatest(0, extract(epoch from sender.next_slot_at - app_now()) * 1000)::float8 as hold_ms,
           case when sender.failures > 0 then sender.provider_message end as silence,
           organisation.wave_pause_seconds * 1000 as pause_ms, app_now() as now,
           (select count(*)::int from broadcast
            where organisation_id = app_organisation_id() and status = 'sending' and (wave_opens_at is null or wave_opens_at <= app_now())) as sending
    from organisation
    left join sender on sender.organisation_id = organisation.id and sender.stream = ${BULK_STREAM}
    where organisation.id = ${ctx.organisationId}`.execute(em.getKysely());
  const [row] = rows;
  return {
    pace: row ? paceOf({ perSecond: row.per_second, msPerMessage: row.ms_per_message }) : null,
    holdMs: row?.hold_ms ?? 0,
    silence: row?.silence ?? null,
    wavePauseMs: row?.pause_ms ?? 0,
    sending: row?.sending ?? 1,
    nowMs: row === undefined ? 0 : instantFrom(row.now).getTime(),
  };
}

/** Seconds of the pauses that are still to come; the one that lasts is counted from its own end. */
function pausesLeft(waves: Progress["waves"], { wavePauseMs, nowMs }: Limits): number {
  if (waves === null) return 0;
  const toCome = Math.max(0, waves.of - waves.now);
  if (waves.nextAt === null) return (toCome * wavePauseMs) / 1_000;
  return (Math.max(0, waves.nextAt.getTime() - nowMs) + Math.max(0, toCome - 1) * wavePauseMs) / 1_000;
}

function wavesOf(broadcast: {
  wave: number;
  slices: number;
  waveSlices?: number | null | undefined;
  waveOpensAt?: Date | null | undefined;
}): Progress["waves"] {
  const { wave, slices, waveSlices, waveOpensAt } = broadcast;
  if (!waveSlices || slices <= waveSlices) return null;
  return { now: wave + 1, of: Math.ceil(slices / waveSlices), nextAt: waveOpensAt ?? null };
}

function zeroes<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}
