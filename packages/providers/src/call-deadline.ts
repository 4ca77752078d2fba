import type { CallDeadline } from "./send-outcome.ts";

/**
 * Start a deadline from now. Call it before the claim statement is sent: the claim's `call_until` is then
 * later than this one, whatever the clocks of worker and database say.
 * Two clocks are asked and the stricter wins: the monotonic one runs on while a process is stopped (SIGSTOP),
 * the wall clock also while the machine sleeps.
 * @param lengthMs the claim's `call_until` interval, in milliseconds
 */
export function startCallDeadline(lengthMs: number): CallDeadline {
  const monotonicEnd = performance.now() + lengthMs;
  const wallEnd = Date.now() + lengthMs;
  return {
    remainingMs: () => Math.min(monotonicEnd - performance.now(), wallEnd - Date.now()),
  };
}
