import { setTimeout as sleep } from "node:timers/promises";
import { Broadcast } from "@packpost/db/entities/broadcast.entity";
import type { BroadcastKind } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import type { EmailLimits, OutgoingEmail } from "@packpost/providers/email";
import type { AccountProblem, SendOutcome, SendResult } from "@packpost/providers/send-outcome";
import type { SliceResult } from "@packpost/workflows/campaign/contract";
import type { Context, WorkerContext } from "../context.ts";
import { PackpostError } from "../errors.ts";
import type { Renderer } from "../send-protocol/broadcast-kind.ts";
import { endHold, holdForSilence } from "../send-protocol/hold-for-silence.ts";
import { holdPace } from "../send-protocol/hold-pace.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";
import { recordSurely } from "../send-protocol/record-surely.ts";
import { askBeforeProbe } from "./ask-before-probe.ts";
import { autoPauseSending } from "./auto-pause.ts";
import { type CallsInHand, callsInHand, type SureClaim } from "./calls-in-hand.ts";
import { checkSendHealth } from "./check-send-health.ts";
import { claimBatch } from "./claim-batch.ts";
import { mailOf } from "./kinds.ts";
import { recordResults, recordUnanswered } from "./record-results.ts";
import { releaseClaim } from "./release-claim.ts";

export interface SendSliceInput {
  readonly broadcastId: string;
  readonly slice: number;
  /** Time from a claim within which its call must have ended, in milliseconds. */
  readonly callMs: number;
  /** After so many milliseconds the slice hands back, so that other organisations get their turn. */
  readonly budgetMs?: number;
  /** Longest time between two probes of a provider that does not answer, in milliseconds; default five minutes. */
  readonly longestHoldMs?: number;
  /** Called after every batch; the caller heartbeats. */
  readonly onBatch?: (sent: number) => void;
  /** Ends the slice before the next claim (shutdown, cancellation); a call in flight is finished and recorded. */
  readonly signal?: AbortSignal;
}

/**
 * Sends one slice in provider batches: claim → call → record, again and again until nothing of it waits, nothing may
 * be claimed, or the time is up. Safe to run again after any crash: it only ever takes what waits. Claims come one after
 * the other; calls and records go on beside them. Once an answer says stop, whoever is claimed and not yet called is given back.
 */
export async function sendSlice({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: SendSliceInput;
}): Promise<SliceResult> {
  const { kind, template } = await loadBroadcast(ctx, input.broadcastId);
  const renderer = mailOf(kind).renderer(ctx, input.broadcastId, template);
  const email = await ctx.providerFor("email");
  const claiming = {
    kind,
    size: batchSize(email.limits, renderer),
    account: email.fingerprint(BULK_STREAM),
  };
  const calls = callsInHand(input.broadcastId, async (claim: SureClaim, deadline) => {
    if (calls.stopped()) {
      await releaseClaim({ ctx, input: { attemptId: claim.attemptId } });
      return { stop: null, smooth: false };
    }
    const mails = await writeMails(ctx, input.broadcastId, renderer, claim);
    if (mails === null) return { stop: {}, smooth: false };
    const sent = await email.sendBatch(mails, { deadline });
    const stop = await record(ctx, input, claim, sent);
    input.onBatch?.(calls.claimed());
    return { stop, smooth: wereAllAccepted(sent) };
  });
  try {
    const ended = await claimAndCall(ctx, input, claiming, calls);
    await calls.finished();
    return { claimed: calls.claimed(), ...(calls.stopped() ?? ended) };
  } finally {
    await calls.settled();
  }
}

type SliceEnd = Omit<SliceResult, "claimed">;

/** Claims batch after batch and has each called. @returns why nothing more is claimed */
async function claimAndCall(
  ctx: WorkerContext,
  input: SendSliceInput,
  claiming: { readonly kind: BroadcastKind; readonly size: number; readonly account: string },
  calls: CallsInHand,
): Promise<SliceEnd> {
  const endAt = performance.now() + (input.budgetMs ?? 10_000);
  let probe: { asked?: true; size?: number } = {};
  let after: { after?: string } = {};
  while (performance.now() < endAt && !input.signal?.aborted) {
    await calls.place();
    if (calls.stopped()) break;
    const deadline = ctx.startCallDeadline(input.callMs);
    const claim = await claimBatch({ ctx, input: { ...input, ...claiming, ...probe, ...after } });
    probe = {};
    if (claim.askFirst !== undefined) {
      const answer = await askBeforeProbe({ ctx, input, failures: claim.askFirst });
      if ("waitMs" in answer) return { stopped: true, ...answer };
      probe = { asked: true, ...answer };
      continue;
    }
    if (claim.waitMs !== undefined) {
      // A short wait is sat out here; a longer one is a timer's, and the place is another organisation's.
      if (performance.now() + claim.waitMs > endAt) {
        if (calls.claimed() > 0) break;
        // The next step knows the pace's next turn; a provider's hold grows with each time it is met.
        return { stopped: true, ...(!claim.byPace && { waitMs: claim.waitMs }) };
      }
      // A second at most, then the row is asked again: a hold ends early when the provider answers.
      await waitForTurn(Math.min(claim.waitMs, 1_000), () => input.onBatch?.(calls.claimed()), input.signal);
      continue;
    }
    // Nobody behind the last one. Whoever waits again since stands before it: the next step finds them.
    if (claim.lastId === null) break;
    after = { after: claim.lastId };
    const { attemptId } = claim;
    if (attemptId === null) continue;
    const called = calls.begin({ ...claim, attemptId }, deadline);
    // Whether the provider answers again is to be known before anybody else is claimed.
    if (claim.probe) await called;
  }
  return { stopped: false };
}

/** A mail that cannot be written would come round for ever: the claim is given back and the campaign pauses. */
async function writeMails(
  ctx: WorkerContext,
  broadcastId: string,
  renderer: Renderer,
  claim: SureClaim,
): Promise<OutgoingEmail[] | null> {
  try {
    return claim.recipients.map((recipient) => renderer.write(claim.attemptId, recipient));
  } catch {
    await releaseClaim({ ctx, input: { attemptId: claim.attemptId } });
    const reason =
      "A mail of this campaign could not be written. Nobody was sent a broken one; please tell support.";
    await autoPauseSending({ ctx, input: { broadcastId: broadcastId, reason } });
    return null;
  }
}

/** Writes the outcome of a call; the answer says whether, and how long, to stop claiming. */
async function record(
  ctx: WorkerContext,
  { broadcastId, longestHoldMs }: SendSliceInput,
  { attemptId, probe }: { attemptId: string; probe: boolean },
  sent: SendOutcome,
): Promise<{ waitMs?: number } | null> {
  const stream = BULK_STREAM;
  const hold = async (waitMs: number | undefined) => {
    if (waitMs !== undefined) await holdPace({ ctx, input: { stream, waitMs } });
  };
  if (probe && sent.outcome !== "unavailable" && sent.outcome !== "too_late")
    await endHold({ ctx, input: { stream } });
  switch (sent.outcome) {
    case "results":
      await recordSurely(() => recordResults({ ctx, input: { attemptId, results: sent.results } }));
      await checkSendHealth({ ctx, input: { recipientIds: rejectedOf(sent.results) } });
      if (sent.accountProblem) {
        await autoPauseSending({
          ctx,
          input: {
            broadcastId: broadcastId,
            reason: refusal(sent.accountProblem),
            code: sent.accountProblem.code,
          },
        });
        return {};
      }
      await hold(sent.retryAfterMs);
      return sent.retryAfterMs === undefined ? null : { waitMs: sent.retryAfterMs };
    case "account_problem":
      await releaseClaim({ ctx, input: { attemptId } });
      await autoPauseSending({
        ctx,
        input: { broadcastId: broadcastId, reason: refusal(sent), code: sent.code },
      });
      return {};
    case "throttled":
      await hold(sent.retryAfterMs);
      await releaseClaim({ ctx, input: { attemptId, providerMessage: sent.providerMessage } });
      return { waitMs: sent.retryAfterMs };
    case "too_late":
      await releaseClaim({ ctx, input: { attemptId } });
      return null;
    case "unavailable": {
      const { providerMessage, retryAfterMs } = sent;
      ctx.log.warn({ attemptId, providerMessage, ambiguous: sent.ambiguous }, "a call was not answered");
      // The whole request was written: the provider may have accepted it. The claim stays; reconcileClaims asks.
      await (sent.ambiguous ? recordUnanswered : releaseClaim)({
        ctx,
        input: { attemptId, providerMessage },
      });
      return {
        waitMs: await holdForSilence({
          ctx,
          input: { stream, providerMessage, probe, retryAfterMs, longestHoldMs },
        }),
      };
    }
  }
}

/** Why a campaign pauses when our account or request is at fault, for staff, in the provider's own words. */
function refusal(problem: AccountProblem): string {
  return `The mail provider refused us: “${problem.providerMessage}” (code ${problem.code}).
Nobody is lost by it. Ask an owner to look at the account and its key at the mail provider; when that is put right, resume.`;
}

/** As many mails as the provider takes in one call, by number and by bytes (JSON and UTF-8 may double the text). */
function batchSize(limits: EmailLimits, { characters }: Renderer): number {
  const byBytes = Math.floor(limits.maxBytesPerBatch / (characters * 2 + 4_000));
  return Math.max(1, Math.min(limits.maxMailsPerBatch, byBytes));
}

function wereAllAccepted(sent: SendOutcome): boolean {
  return sent.outcome === "results" && sent.results.every(({ status }) => status === "accepted");
}

function rejectedOf(results: readonly SendResult[]): string[] {
  return results.flatMap((result) => (result.status === "rejected" ? [result.recipientId] : []));
}

/** What is being sent, as it was frozen. */
async function loadBroadcast(ctx: Context, broadcastId: string) {
  const { organisationId } = ctx;
  const broadcast = await inOrganisation(ctx.orm, organisationId, (em) =>
    em.findOne(Broadcast, { organisationId, id: broadcastId }),
  );
  if (!broadcast) throw new PackpostError("not_found", "There is no such broadcast.");
  return broadcast;
}

/** Shorter than any heartbeat timeout. */
const BEAT_MS = 1_000;

/**
 * Waits for the next slot of a paced stream, telling that it lives.
 * @param waitMs how long
 * @param onBeat called every second
 * @param signal ends the wait early, without an error
 */
async function waitForTurn(
  waitMs: number,
  onBeat: () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const endAt = performance.now() + waitMs;
  while (!signal?.aborted) {
    const leftMs = endAt - performance.now();
    if (leftMs <= 0) return;
    await sleep(Math.min(leftMs, BEAT_MS), undefined, { signal }).catch(() => undefined);
    onBeat();
  }
}
