import type { CallDeadline } from "@packpost/providers/send-outcome";
import type { SliceResult } from "@packpost/workflows/campaign/contract";
import type { Claim } from "./claim-batch.ts";

/** Calls of one slice at a time: the next people are claimed while the last ones are called and recorded. */
const CALLS_IN_HAND = 3;

/** A claim of somebody. */
export type SureClaim = Claim & { readonly attemptId: string };
type Stop = { readonly waitMs?: number };
type Stopped = Omit<SliceResult, "claimed"> & { readonly stopped: true };

export type CallsInHand = ReturnType<typeof callsInHand>;

/** The calls of a slice that go on side by side. @param call one claim's call and record; what it returns stops the slice */
export function callsInHand(call: (claim: SureClaim, deadline: CallDeadline) => Promise<Stop | null>) {
  const running = new Set<Promise<void>>();
  let claimed = 0;
  let stop: Stopped | undefined;
  let failure: { error: unknown } | undefined;
  const run = async (claim: SureClaim, deadline: CallDeadline) => {
    try {
      const said = await call(claim, deadline);
      // The longest wait that anybody was told.
      if (said) stop = { stopped: true, ...longer(stop, said) };
    } catch (error) {
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
      while (running.size >= CALLS_IN_HAND) await Promise.race(running);
    },
    async settled(): Promise<void> {
      await Promise.all(running);
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
