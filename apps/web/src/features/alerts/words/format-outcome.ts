import type { AlertView, AlertWait } from "@packpost/core/alert/alert-view";
import type { AlertRecipientFilter } from "@packpost/core/alert/recipient-filters";
import { formatCount } from "#web/components/form/format-number.ts";
import { formatLength } from "#web/components/time/format-length.ts";
import { formatAlertTime } from "./format-span.ts";

/** A number of an alert's line and whom it shows when it is pressed. */
export interface OutcomePart {
  readonly filter: AlertRecipientFilter;
  readonly words: string;
}

/** Whether it is over; a late report of a carrier can still change its numbers. */
export function isOver({ status }: Pick<AlertView, "status">): boolean {
  return status === "sent" || status === "cancelled";
}

/** Whether somebody still waits, as far as it is known yet. */
export function isLeft({ audience, counts }: Pick<AlertView, "audience" | "counts">): boolean {
  return audience === 0 || counts.waiting > 0;
}

/** The line of an alert that is done (A8): green only if all was sent, else red or, where nothing went wrong by itself, with the exact numbers. */
export function outcomeParts({ audience, allSent, buckets, counts }: AlertView): OutcomePart[] {
  if (audience === 0) return [{ filter: "all", words: "Nobody was left to text" }];
  if (allSent)
    return [{ filter: "all", words: audience === 1 ? "The text was sent" : `All ${textsOf(audience)} sent` }];
  const parts: OutcomePart[] = [];
  const add = (n: number, filter: AlertRecipientFilter, word: string) => {
    if (n > 0) parts.push({ filter, words: `${formatCount(n)} ${word}` });
  };
  const { failed, skipped, cancelled, unconfirmed, sent } = buckets;
  if (failed > 0)
    parts.push({
      filter: "failed",
      words: `${formatCount(failed)} of ${textsOf(audience)} ${counts.undelivered === failed ? "not delivered" : "failed"}`,
    });
  add(unconfirmed, "unconfirmed", "unconfirmed");
  add(skipped, "skipped", "skipped");
  add(cancelled, "cancelled", "cancelled");
  add(sent, "sent", "sent");
  return parts;
}

/** "12 of 20 sent": of those who get one. */
export function formatProgress({ buckets }: Pick<AlertView, "buckets">): string {
  const { sent, waiting, failed, unconfirmed } = buckets;
  return `${formatCount(sent)} of ${formatCount(sent + waiting + failed + unconfirmed)} sent`;
}

/** What stands between it and its end: how long, or what it waits for. @param secondsLeft as counted down on this page */
export function formatRest(alert: AlertView, secondsLeft: number | null, now: Date): string[] {
  const { waitsFor, held, zone, othersBetween, status } = alert;
  if (status !== "sending") return [];
  const words = waitsFor === null ? [] : [formatWait(waitsFor, now, zone)];
  if (held !== null && waitsFor?.kind !== "quiet_hours")
    words.push(
      `${formatCount(held.people)} held for the night until ${formatAlertTime(held.from, now, zone)}`,
    );
  if (waitsFor === null && secondsLeft !== null && alert.buckets.waiting > 0)
    words.push(secondsLeft <= 1 ? "almost done" : `about ${formatLength(secondsLeft)} left`);
  if (othersBetween > 0) words.push("takes turns with other alerts");
  return words;
}

function formatWait(wait: AlertWait, now: Date, zone: string): string {
  switch (wait.kind) {
    case "quiet_hours":
      return `it is night there: goes on at ${formatAlertTime(wait.until, now, zone)}`;
    case "provider":
      return `${wait.providerMessage.replace(/[.\s]+$/, "")}; we try again at ${formatAlertTime(wait.until, now, zone)}`;
    case "asking":
      return wait.nextAt === null
        ? "asking the provider what became of the last texts"
        : `asking the provider about the last texts, next at ${formatAlertTime(wait.nextAt, now, zone)}`;
    case "stopped":
      return "held while all sending is stopped";
  }
}

function textsOf(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "text" : "texts"}`;
}
