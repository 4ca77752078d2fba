import type { CallDeadline } from "@packpost/providers/send-outcome";
import type { SliceResult } from "@packpost/workflows/campaign/contract";
import type { Claim } from "./claim-batch.ts";
import { joinTrust } from "./trust-in-calls.ts";

/** Most calls of one slice at a time: the next people are claimed while the last ones are called and recorded. */
const CALLS_IN_HAND = 4;

/** A claim of somebody. */
export type SureClaim = Claim & { readonly attemptId: string };
/** What a call came to: `stop` where nobody more is to be claimed, `smooth` where everybody of it was accepted. */
export interface Called {
  readonly stop: Stop | null;
  readonly smooth: boolean;
}
type Stop = { readonly waitMs?: number };
type Stopped = Omit<SliceResult, "claimed"> & { readonly stopped: true };

export type CallsInHand = ReturnType<typeof callsInHand>;

/**
 * The calls of a slice, which go on side by side once some of its broadcast were accepted whole and quickly; one after the other
 * again from the first trouble on, whichever slice's it was.
 * @param call one claim's call and record
 */
export function callsInHand(
  broadcastId: string,
  call: (claim: SureClaim, deadline: CallDeadline) => Promise<Called>,
) {
  const trust = joinTrust(broadcastId);
  const running = new Set<Promise<void>>();
  let claimed = 0;
  let stop: Stopped | undefined;
  let failure: { error: unknown } | undefined;
  const run = async (claim: SureClaim, deadline: CallDeadline) => {
    const ended = trust.begin();
    try {
      const { stop: said, smooth } = await call(claim, deadline);
      ended(smooth);
      // The longest wait that anybody was told.
      if (said) stop = { stopped: true, ...longer(stop, said) };
    } catch (error) {
      ended(false);
      failure ??= { error };
      stop ??= { stopped: true };
    }
  };
  return {
    claimed: () => claimed,
    stopped: () => stop,
    /** Begins a call; resolves when it is recorded, and never throws. */
    begin(claim: SureClaim, deadline: CallDeadline): Promise<void> {
      claimed += claim.recipients.length;
      const one = run(claim, deadline).finally(() => running.delete(one));
      running.add(one);
      return one;
    },
    /** Resolves when another call may be begun. */
    async place(): Promise<void> {
      while (running.size >= (trust.isEarned() ? CALLS_IN_HAND : 1)) await Promise.race(running);
    },
    /** Resolves when nothing is in hand any more; nothing may be begun after it. */
    async settled(): Promise<void> {
      await Promise.all(running);
      trust.leave();
    },
    /** @throws what a call or its record has thrown */
    async finished(): Promise<void> {
      await Promise.all(running);
      if (failure) throw failure.error;
    },
  };
}

function longer(one: Stop | undefined, other: Stop): Stop {
  const waits = [one?.waitMs, other.waitMs].filter((ms) => ms !== undefined);
  return waits.length === 0 ? {} : { waitMs: Math.max(...waits) };
}
