import { UNDO_SECONDS } from "@packpost/core/campaign/enums";
import { expectSeconds } from "@packpost/core/campaign/progress/expect-end";
import { formatSendTime } from "./format-send-time.ts";

interface Sending {
  /** Pauses between its waves, all together. */
  pauseSeconds: number;
  /** Until when the provider makes everybody wait; null or left out = it does not. */
  heldUntil?: Date | null;
  /** The organisation's messages per second; null = no limit of its own. */
  pace: number | null;
  /** Now, with the time to undo it; or at a time, null while that is not settled. */
  begins: { now: Date } | { at: Date | null };
}

/**
 * When everybody will have their mail, in words: "within a minute", "in about 12 minutes, at 14:17"; for a later time
 * "about 12 minutes after it begins, at 09:12".
 *
 * @param people how many will receive it
 * @param zone the organisation's zone
 */
export function formatExpectedEnd(
  people: number,
  zone: string,
  { pauseSeconds, pace, heldUntil, begins }: Sending,
): string {
  const isNow = "now" in begins;
  const starts = isNow ? begins.now : begins.at;
  const hold = heldUntil && starts ? (heldUntil.getTime() - starts.getTime()) / 1_000 : 0;
  const undo = isNow ? UNDO_SECONDS : 0;
  const holdSeconds = Math.max(0, hold - undo);
  const seconds = undo + expectSeconds({ people, measuredPerSecond: null, pace, holdSeconds, pauseSeconds });
  if (seconds <= 60) return isNow ? "within a minute" : "within a minute of its beginning";
  const long = isNow ? `in about ${formatLength(seconds)}` : `about ${formatLength(seconds)} after it begins`;
  return starts === null ? long : `${long}, ${formatEnd(starts, seconds, zone)}`;
}

function formatLength(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

/** "at 14:17", and on another day than it begins "on Sunday 29 March 2026 at 14:17". */
function formatEnd(from: Date, seconds: number, zone: string): string {
  const end = new Date(from.getTime() + seconds * 1000);
  const dayOf = (at: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
  if (dayOf(from) !== dayOf(end)) return `on ${formatSendTime(end, zone)}`;
  return `at ${new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(end)}`;
}
