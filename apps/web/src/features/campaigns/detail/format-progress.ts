import type { Progress } from "@packpost/core/campaign/progress/get-progress";
import { formatCount, formatPeople } from "#web/components/form/format-number.ts";
import { formatElsewhere, formatRemedy } from "./format-elsewhere.ts";

/** "391 of 412 sent": who has had their turn, of those who get one. */
export function formatHeadline({ status, buckets }: Progress): string {
  const toSend = buckets.waiting + buckets.sent + buckets.failed + buckets.unconfirmed;
  if (status === "sent" || status === "cancelled") return `${formatCount(buckets.sent)} sent`;
  return `${formatCount(buckets.sent)} of ${formatCount(toSend)} sent`;
}

/**
 * What is going on: "21 waiting · 120 a second · done in a moment".
 * @param zone the organisation's zone, for the end of a hold
 * @param stopped whether a stop switch holds all sending
 */
export function formatPace(
  { status, buckets, counts, perSecond, secondsLeft, heldUntil, silence }: Progress,
  stopped: boolean,
  zone = "UTC",
): string[] {
  const words = formatWaiting({ buckets, counts });
  if (status !== "sending") return words;
  if (stopped && buckets.waiting > 0) return [...words, "held while all sending is stopped"];
  if (heldUntil !== null && counts.waiting > 0)
    words.push(
      silence === null
        ? `the mail provider makes us wait until ${clock(heldUntil, zone)}`
        : `the mail provider does not answer (“${silence}”): we try again at ${clock(heldUntil, zone)}`,
    );
  if (perSecond !== null) words.push(formatRate(perSecond));
  if (buckets.waiting === 0) words.push("finishing");
  else if (secondsLeft !== null) words.push(`done ${formatTimeLeft(secondsLeft)}`);
  return words;
}

/** The part of the pace that the numbers below it say too. */
export function formatWaiting({ buckets, counts }: Pick<Progress, "buckets" | "counts">): string[] {
  const words: string[] = [];
  if (buckets.waiting > 0) words.push(`${formatCount(buckets.waiting)} waiting`);
  if (counts.claimed > 0) words.push(`${formatCount(counts.claimed)} of them being handed over`);
  return words;
}

/** Whether anybody still waits for their turn, or the audience has yet to be written down. */
export function isLeftToSend({ audience, counts }: Progress): boolean {
  return audience === 0 || counts.waiting > 0;
}

/** Who of a paused campaign is still to go, told from those whom the provider is being given just now. */
export function formatLeft({ counts, reconciling }: Progress): string {
  const { waiting, claimed } = counts;
  const words: string[] = [];
  if (waiting > 0) words.push(`${formatPeople(waiting)} still to go.`);
  if (claimed > 0 && reconciling === null)
    words.push(`${formatPeople(claimed)} ${claimed === 1 ? "is" : "are"} being handed over right now.`);
  return words.join(" ");
}

/** What one can do about a paused campaign. */
export function formatResuming(progress: Progress): string {
  if (progress.sendingBeganAt === null) return "Nobody has been written to yet.";
  return isLeftToSend(progress)
    ? "Resume goes on where it stopped: nobody is written to twice. Cancel the rest leaves what has been sent as it is."
    : "Nobody else is left to send to.";
}

/**
 * Whom the provider owes an answer about, and when it is asked again; null = nobody.
 * @param zone the organisation's zone
 */
export function formatReconciling({ reconciling }: Progress, now: Date, zone: string): string | null {
  if (reconciling === null) return null;
  const { nextLookAt, elsewhere } = reconciling;
  if (elsewhere !== undefined)
    return `The provider did not answer for ${formatPeople(reconciling.people)}, and nobody is to get it twice. ${formatElsewhere(elsewhere)} ${formatRemedy(
      elsewhere,
      "they become unconfirmed within about an hour, and you decide.",
    )}`;
  const when = nextLookAt === null || nextLookAt <= now ? "in a moment" : `at ${clock(nextLookAt, zone)}`;
  const nobody = reconciling.people === 1 ? "they do not get" : "nobody gets";
  const why =
    reconciling.providerMessage === null ? "" : ` (“${reconciling.providerMessage.replace(/[.\s]+$/, "")}”)`;
  return `The provider did not answer for ${formatPeople(reconciling.people)}${why}. To be sure ${nobody} it twice we ask it again ${when}.`;
}

/**
 * "Wave 2 of 3", and while nobody of it waits "next at 14:05" (C13); null when all go at once or it is over.
 * @param zone the organisation's zone
 */
export function formatWave({ waves, status }: Progress, now: Date, zone: string): string | null {
  if (waves === null || status === "sent" || status === "cancelled") return null;
  const wave = `Wave ${formatCount(waves.now)} of ${formatCount(waves.of)}`;
  if (waves.nextAt === null) return wave;
  const soon = waves.nextAt.getTime() - now.getTime() < 60_000;
  return `${wave}, next ${soon ? "in a moment" : `at ${clock(waves.nextAt, zone)}`}`;
}

function clock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** "in a moment", "in 40 seconds", "in 12 minutes". */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 10) return "in a moment";
  if (seconds < 90) return `in ${Math.ceil(seconds / 10) * 10} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `in ${minutes} minutes`;
  return `in ${Math.round(minutes / 60)} hours`;
}

/** "475 people = 412 sent + 63 skipped": the buckets of the audience, which always add up (C15). */
export function formatEquation({ audience, buckets }: Progress): string {
  const parts = [
    [buckets.sent, "sent"],
    [buckets.waiting, "waiting"],
    [buckets.failed, "failed or dropped"],
    [buckets.skipped, "skipped"],
    [buckets.cancelled, "cancelled"],
    [buckets.unconfirmed, "unconfirmed"],
  ] as const;
  const named = parts.filter(([n]) => n > 0).map(([n, word]) => `${formatCount(n)} ${word}`);
  return `${formatPeople(audience)} = ${named.join(" + ")}`;
}

/** "Confirmed 412, sent to 418 · ": where the audience was another one when it began (C7); else nothing. */
export function formatConfirmed({ confirmedCount, dueCount, sendingBeganAt }: Progress): string {
  if (sendingBeganAt === null || confirmedCount === null || dueCount === null) return "";
  if (confirmedCount === dueCount) return "";
  return `Confirmed ${formatCount(confirmedCount)}, sent to ${formatCount(dueCount)} · `;
}

/** "120 a second"; a slow pace is told by its interval, "one every 12 seconds". */
function formatRate(perSecond: number): string {
  if (perSecond < 0.5) return `one every ${formatCount(Math.round(1 / perSecond))} seconds`;
  return `${formatCount(Math.max(1, Math.round(perSecond)))} a second`;
}
