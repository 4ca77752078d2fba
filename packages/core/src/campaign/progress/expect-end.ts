/** Messages a second that one may expect of the provider; measured sends are faster, promises are not. */
export const USUAL_PER_SECOND = 100;

/** What decides when the last of a send has had their turn. */
export interface Sending {
  /** People still to go. */
  people: number;
  /** Messages a second as measured just now; null while nothing moves. */
  measuredPerSecond: number | null;
  /** The organisation's own pace; null = none. */
  pace: number | null;
  /** Seconds until the provider lets anybody be sent to; 0 = now. */
  holdSeconds: number;
  /** Pauses between waves that are still to come, all together. */
  pauseSeconds: number;
}

/**
 * Seconds until everybody has had their turn (C8, C13): nothing is sent during a hold or a pause between waves, and never
 * faster than the organisation's pace.
 */
export function expectSeconds({
  people,
  measuredPerSecond,
  pace,
  holdSeconds,
  pauseSeconds,
}: Sending): number {
  const rate = Math.min(measuredPerSecond ?? USUAL_PER_SECOND, pace ?? Number.POSITIVE_INFINITY);
  return Math.ceil(people / rate + Math.max(holdSeconds, 0) + pauseSeconds);
}
