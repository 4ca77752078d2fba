import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Progress } from "../console/step.ts";
import { StepFailure } from "../console/step-failure.ts";
import type { WebSession } from "./web-session.ts";

const outcomeSchema = z.object({
  status: z.string(),
  pauseReason: z.string().nullable(),
  audience: z.number(),
  buckets: z.object({
    waiting: z.number(),
    sent: z.number(),
    failed: z.number(),
    skipped: z.number(),
    cancelled: z.number(),
    unconfirmed: z.number(),
  }),
  counts: z.object({ sent: z.number() }),
  facts: z.object({
    delivered: z.number(),
    opened: z.number(),
    clicked: z.number(),
    hard_bounced: z.number(),
    soft_bounced: z.number(),
  }),
});

/** Where a campaign stands: every person in one bucket, and what has been reported of those sent to. */
export type CampaignOutcome = z.infer<typeof outcomeSchema>;

const sendingTimeoutMs = 180_000;

/**
 * Waits until a campaign is sent, then a while for reports of deliveries and bounces.
 * @param options.reportsMs how long to wait for reports after the last message went out
 * @param options.countSilent of how many messages nothing will ever be reported; ends early when only they are left
 * @throws StepFailure when it is not sent within three minutes, or pauses
 */
export async function awaitOutcome(options: {
  readonly session: WebSession;
  readonly campaignId: string;
  readonly reportsMs: number;
  readonly countSilent: () => Promise<number>;
  readonly progress: Progress;
  readonly stop: AbortSignal;
}): Promise<CampaignOutcome> {
  const { session, campaignId, progress, stop } = options;
  const startedAt = Date.now();
  let sentAt = 0;
  for (;;) {
    const now = await session.query("campaign.progress", { campaignId }, outcomeSchema);
    progress(`${now.status}, ${now.buckets.sent} of ${now.audience - now.buckets.skipped} sent`);
    if (now.status === "paused") {
      throw stuck(`It paused: ${now.pauseReason ?? "no reason given"}.`);
    }
    if (now.status === "sent") {
      sentAt ||= Date.now();
      // A row leaves the status `sent` with its first report.
      if (now.counts.sent <= (await options.countSilent())) return now;
      if (Date.now() - sentAt > options.reportsMs) return now;
    } else if (Date.now() - startedAt > sendingTimeoutMs) {
      throw stuck(`It is ${now.status} after ${sendingTimeoutMs / 1000} s.`);
    }
    await delay(300, undefined, { signal: stop });
  }
}

function stuck(why: string): StepFailure {
  return new StepFailure(
    "The demo campaign did not go out",
    why,
    "Look at its workflow in the Temporal UI and into .data/logs/worker.log.",
  );
}
