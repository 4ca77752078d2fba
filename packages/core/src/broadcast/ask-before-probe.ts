import { randomUUID } from "node:crypto";
import type { WorkerContext } from "../context.ts";
import { holdForSilence } from "../send-protocol/hold-for-silence.ts";
import { BULK_STREAM } from "../send-protocol/message-streams.ts";

/** Its search may be down while it takes mail: every so often one person is risked, about once an hour at the longest hold. */
const BLIND_EVERY = 12;

/**
 * A provider that has been silent for long is asked something harmless before anybody's mail is put in doubt: else an
 * outage of days would leave ten more people unconfirmed with every probe.
 *
 * @param failures calls and questions in a row that were not answered
 * @returns how long nobody claims, in milliseconds; or, when a probe may go, the most mails of it where it goes blindly
 */
export async function askBeforeProbe({
  ctx,
  input,
  failures,
}: {
  ctx: WorkerContext;
  input: { longestHoldMs?: number };
  failures: number;
}): Promise<{ waitMs: number } | { size?: number }> {
  const stream = BULK_STREAM;
  // No call has this number: any answer, an empty one too, is an answer.
  const email = await ctx.providerFor("email");
  const answer = await email.findByAttempt(randomUUID(), { stream, account: null });
  if (answer.outcome !== "unavailable") return {};
  if (failures % BLIND_EVERY === 0) return { size: 1 };
  const { providerMessage } = answer;
  ctx.log.warn({ providerMessage }, "the provider does not answer yet");
  return {
    waitMs: await holdForSilence({
      ctx,
      input: { stream, providerMessage, probe: true, longestHoldMs: input.longestHoldMs },
    }),
  };
}
