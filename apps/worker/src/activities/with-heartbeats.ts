import { Context } from "@temporalio/activity";

/**
 * Does an activity's work and says meanwhile that the process lives, so that a task in the hands of a dead or stopped
 * worker is given to another one after its heartbeat timeout, not after the whole time it might have taken.
 */
export async function withHeartbeats<T>(work: () => Promise<T>): Promise<T> {
  const activity = Context.current();
  const timeoutMs = activity.info.heartbeatTimeoutMs;
  const timer = timeoutMs ? setInterval(() => activity.heartbeat(), timeoutMs / 3) : undefined;
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
