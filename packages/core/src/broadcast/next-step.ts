import { broadcastKinds } from "@packpost/db/enums";
import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { NextStep, SendTimings } from "@packpost/workflows/campaign/contract";
import { sql } from "kysely";
import * as z from "zod";
import { expireRequest } from "../campaign/approval/expire-request.ts";
import { sumBuckets } from "../campaign/buckets.ts";
import { campaignStatuses } from "../campaign/enums.ts";
import { readTally } from "../campaign/progress/sum-tally.ts";
import type { Context } from "../context.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { sendingStop, sendingStopSchema, waitWhileStopped } from "../send-protocol/sending-stop.ts";
import { readByIndex } from "../sweep/read-by-index.ts";
import { beginSending } from "./begin-sending.ts";
import { SLICE_SIZE } from "./snapshot-audience.ts";

/** A hold as short as that is sat out by the slice itself. */
const SHORT_HOLD_MS = 3_000;

const HOLD = "The provider asked us to wait, or does not answer";
const TURN = "Wait for the next turn of the pace";

const rowSchema = z.object({
  kind: z.enum(broadcastKinds),
  status: z.enum(campaignStatuses),
  snapshot_taken: z.boolean(),
  stop: sendingStopSchema,
  /** Milliseconds until the send time; ≤ 0 = due. */
  due_in_ms: z.coerce.number().nullable(),
  paced: z.boolean(),
  /** Of a pace slower than one a second: from one message to the next; else 0. */
  ms_per_message: z.coerce.number(),
  /** How many were to receive it when it began. */
  chosen: z.number().nullable(),
  /** Whether waves cut its slices (C13). */
  waves: z.boolean(),
  /** Milliseconds until the stream's next slot: a pace, a provider's "wait", or its silence. */
  held_ms: z.coerce.number(),
  /** Of the open waves, or of all when the campaign is cancelled. */
  slices: z.array(z.number()),
  more_waves: z.boolean(),
  /** Milliseconds until the next look-up of an open attempt; null = none is open. */
  reconcile_in_ms: z.coerce.number().nullable(),
});

/**
 * Reads what the campaign's row and its recipients say is to be done next, and notes that the newest change was seen.
 * Starts sending when the time has come. Deadlines are compared by the database's clock.
 */
export async function nextStep({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string; timings: Pick<SendTimings, "reconcileAfterMs" | "reconcileEveryMs"> };
}): Promise<NextStep> {
  const step = await inOrganisation<NextStep | Begin>(ctx.orm, ctx.organisationId, async (em) => {
    const row = await readRow(em, ctx, input);
    if (!row) return { do: "end" };
    // Before anything else and whatever holds the rest: a pause, a stop switch, a pace, or rows that still wait.
    if (row.reconcile_in_ms !== null && row.reconcile_in_ms <= 0) return { do: "reconcile" };
    const found = await stepOf({ em, ctx, input, row });
    if (found.do === "end" && row.reconcile_in_ms === null)
      return { do: "end", totals: sumBuckets(await readTally(em, input.broadcastId)) };
    return row.reconcile_in_ms === null || found.do === "begin"
      ? found
      : orReconcile(found, row.reconcile_in_ms);
  });
  if (step.do !== "begin") return step;
  const begun = await beginSending({ ctx, input });
  if (begun === "sending") return { do: "snapshot" };
  if (begun === "paused") return { do: "wait", ms: null, why: "Paused" };
  return { do: "wait", ms: 1, why: "Changed while its audience was counted" };
}

/** The time has come: a step of its own, since the row that says so must not be held while the audience is counted. */
type Begin = { readonly do: "begin" };

interface Reading {
  readonly em: EntityManager;
  readonly ctx: Context;
  readonly input: Parameters<typeof nextStep>[0]["input"];
  readonly row: z.infer<typeof rowSchema>;
}

/** What is next by the row alone, whatever the provider owes an answer about. */
async function stepOf({ em, ctx, input, row }: Reading): Promise<NextStep | Begin> {
  switch (row.status) {
    case "draft": {
      // It may wait for a person to approve it, and its time may come before.
      const ms = row.kind === "campaign" ? await expireRequest(em, ctx, input.broadcastId) : null;
      return ms === null ? { do: "end" } : { do: "wait", ms, why: "Wait for an approval" };
    }
    case "sent":
      return { do: "end" };
    case "cancelled":
      return row.slices.length > 0 ? { do: "cancel_rest" } : { do: "end" };
    case "paused":
      // What was in the provider's hands when it was paused may have been all: then nothing is left to resume.
      if (row.snapshot_taken && row.slices.length === 0 && !row.more_waves) return { do: "finish" };
      return { do: "wait", ms: null, why: "Paused" };
    case "scheduled":
      if (row.due_in_ms === null || row.due_in_ms > 0)
        return { do: "wait", ms: row.due_in_ms, why: "Wait for the send time" };
      // Its audience is that of the moment it begins.
      if (row.stop !== null) return { do: "wait", ...waitWhileStopped(row.stop) };
      return { do: "begin" };
    case "sending":
      if (!row.snapshot_taken) return { do: "snapshot" };
      if (row.slices.length === 0 && !row.more_waves) return { do: "finish" };
      if (row.stop !== null) return { do: "wait", ...waitWhileStopped(row.stop) };
      if (row.slices.length === 0) return nextWave({ em, ctx, input, row });
      // An alert has a pace of its own, which its pacer keeps.
      if (row.kind === "alert") return { do: "send", slices: row.slices };
      if (row.held_ms > SHORT_HOLD_MS)
        return { do: "wait", ms: row.held_ms, why: row.held_ms <= row.ms_per_message ? TURN : HOLD };
      // With a pace one slice at a time: more would only wait for each other, in places other organisations need.
      return {
        do: "send",
        slices: row.paced ? row.slices.slice(0, 1) : row.slices,
        ...(row.waves || row.chosen === null ? {} : { people: { aSlice: SLICE_SIZE, of: row.chosen } }),
      };
  }
}

/** While an answer is owed the workflow neither ends nor waits longer than until the provider is asked again. */
function orReconcile(step: NextStep, reconcileInMs: number): NextStep {
  const lookUp = { do: "wait", ms: reconcileInMs, why: "Ask the provider about an unanswered call" } as const;
  if (step.do === "end" || step.do === "finish") return lookUp;
  if (step.do !== "wait" || (step.ms !== null && step.ms <= reconcileInMs)) return step;
  return lookUp;
}

/** Campaign, stop switches, open attempts, and the slices of open waves where somebody waits. */
async function readRow(
  em: EntityManager,
  ctx: Context,
  input: { broadcastId: string; timings: Pick<SendTimings, "reconcileAfterMs" | "reconcileEveryMs"> },
) {
  const { reconcileAfterMs, reconcileEveryMs } = input.timings;
  const { rows } = await sql`
    with seen as (
      update broadcast set observed_revision = revision,
        -- By the workflow's own timings, and kept, so that a page can say it.
        next_look_at = (
          select min(greatest(call_until + make_interval(secs => ${reconcileAfterMs / 1000}), looked_up_at + make_interval(secs => ${reconcileEveryMs / 1000}), ask_after))
          from attempt where broadcast_id = broadcast.id and ended_at is null)
      where id = ${input.broadcastId} and organisation_id = ${ctx.organisationId}
      returning *
    )
    select seen.kind, seen.status, seen.snapshot_at is not null as snapshot_taken,
      ${sendingStop} as stop,
      coalesce(sender.per_second, sender.ms_per_message) is not null as paced, coalesce(sender.ms_per_message, 0) as ms_per_message,
      coalesce(ceil(extract(epoch from sender.next_slot_at - app_now()) * 1000), 0) as held_ms,
      ceil(extract(epoch from seen.send_at - app_now()) * 1000) as due_in_ms, seen.due_count as chosen, seen.wave_slices is not null as waves,
      coalesce((seen.wave + 1) * seen.wave_slices < seen.slices, false) as more_waves,
      ceil(extract(epoch from seen.next_look_at - app_now()) * 1000) as reconcile_in_ms
    from seen join organisation on organisation.id = seen.organisation_id
    left join sender on sender.organisation_id = seen.organisation_id and sender.stream = ${BULK_STREAM}`.execute(
    em.getKysely(),
  );
  if (rows[0] === undefined) return undefined;
  return rowSchema.parse({ ...rows[0], slices: await openSlices(em, ctx, input.broadcastId) });
}

/**
 * One probe of recipient_by_slice each, from the first that is not known to be done; that mark moves on. A statement of its own,
 * after the campaign's row is locked: it sees everybody whom a committed release lets wait again, and later ones wait for it.
 */
async function openSlices(em: EntityManager, ctx: Context, broadcastId: string): Promise<number[]> {
  // Statistics of when everybody waited promise somebody in the table's first rows: it would be read once a slice.
  await readByIndex(em);
  const { rows } = await sql`
    with open as materialized (
      select id, organisation_id, first_open_slice, array(
        select slice from generate_series(first_open_slice, last_slice) slice
        where exists (select from recipient where broadcast_id = swept.id and recipient.slice = slice.slice
                      and attempt_id is null and skipped_at is null and cancelled_at is null and sent_at is null)) as slices,
        greatest(first_open_slice, last_slice + 1) as beyond
      from (select *, case when status = 'cancelled' then slices else least(slices, (wave + 1) * wave_slices) end - 1 as last_slice
            from broadcast where id = ${broadcastId} and organisation_id = ${ctx.organisationId}) swept
    ), moved as (
      update broadcast set first_open_slice = coalesce(open.slices[1], open.beyond) from open
      where broadcast.id = open.id and broadcast.organisation_id = open.organisation_id
        and open.first_open_slice <> coalesce(open.slices[1], open.beyond)
    )
    select slices from open`.execute(em.getKysely());
  return z.object({ slices: z.array(z.number()) }).parse(rows[0]).slices;
}

/** Nobody of the open waves waits and there are more (C13). */
async function nextWave({ em, ctx, input }: Reading): Promise<NextStep> {
  const opensInMs = await openWave(em, ctx, input.broadcastId);
  if (opensInMs > 0) return { do: "wait", ms: opensInMs, why: "Pause before the next wave" };
  const slices = (await readRow(em, ctx, input))?.slices ?? [];
  // Empty only if everybody of the wave has been dealt with otherwise; then the one after it is asked for.
  return slices.length > 0 ? { do: "send", slices } : { do: "wait", ms: 1, why: "Next wave" };
}

const waveSchema = z.object({ wave_opens_in_ms: z.coerce.number() });

/**
 * Nobody of the open waves waits (C13): sets the time at which the next one opens, and opens it when that has come. The
 * pause is counted from the moment at which this is first seen, by the database's clock, so a restart does not begin it anew.
 * @returns milliseconds until the next wave opens; ≤ 0 = it is open now
 */
async function openWave(em: EntityManager, ctx: Context, broadcastId: string): Promise<number> {
  // floor: the column keeps whole milliseconds and may have been rounded up.
  const kysely = em.getKysely();
  const { rows } = await sql`
    update broadcast set wave_opens_at = coalesce(wave_opens_at, app_now() + make_interval(secs => organisation.wave_pause_seconds))
    from organisation
    where broadcast.id = ${broadcastId} and broadcast.organisation_id = ${ctx.organisationId} and organisation.id = broadcast.organisation_id
    returning floor(extract(epoch from wave_opens_at - app_now()) * 1000) as wave_opens_in_ms`.execute(
    kysely,
  );
  const { wave_opens_in_ms } = waveSchema.parse(rows[0]);
  if (wave_opens_in_ms > 0) return wave_opens_in_ms;
  await sql`
    update broadcast set wave = wave + 1, wave_opens_at = null
    where id = ${broadcastId} and organisation_id = ${ctx.organisationId} and status = 'sending'`.execute(
    kysely,
  );
  return wave_opens_in_ms;
}
