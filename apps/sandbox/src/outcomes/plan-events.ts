import { fractionOfNumber } from "../ledger/hash-text.ts";
import { isTextFailure, type MailOutcome, type Outcome } from "./outcome.ts";

/** What can happen to a message or an address; from `suppressed-by-customer` on they are never planned. */
export const EVENT_KINDS = [
  "sent",
  "delivery",
  "undelivered",
  "hard-bounce",
  "soft-bounce",
  "transient-bounce",
  "blocked-bounce",
  "content-bounce",
  "auto-reply",
  "open",
  "machine-open",
  "click",
  "scanner-click",
  "complaint",
  "suppressed-by-bounce",
  "suppressed-by-complaint",
  "unsubscribe",
  "one-click",
  "suppressed-by-customer",
  "reactivated",
  "inbound",
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** Whether a provider lists it among its bounces. */
export function isBounce(kind: EventKind): boolean {
  return kind.endsWith("-bounce")
    ? kind !== "suppressed-by-bounce"
    : kind === "auto-reply" || kind === "complaint";
}

export interface PlannedEvent {
  kind: EventKind;
  /** Milliseconds after acceptance, at speed 1. */
  afterMs: number;
  /** Which of the row's links, for clicks. */
  link?: number;
}

/** An event, at least how long after the one before it (ms), and at most how much longer. */
type Step = [kind: EventKind, afterMs: number, spreadMs?: number];

const arrives: Step = ["delivery", 250, 750];
/** Most who open a mail do so soon. */
const OPEN_POWER = 2.5;
const LIVES: Record<MailOutcome, readonly Step[]> = {
  none: [],
  deliver: [arrives],
  slow: [["delivery", 25_000, 15_000]],
  open: [arrives, ["open", 1500, 50_000]],
  machineopen: [arrives, ["machine-open", 400, 2000]],
  click: [arrives, ["open", 1500, 50_000], ["click", 800, 7000]],
  scanner: [arrives],
  transient: [
    ["transient-bounce", 250, 750],
    ["delivery", 8000],
  ],
  soft: [["soft-bounce", 250, 2750]],
  blocked: [["blocked-bounce", 250, 750]],
  spamcontent: [["content-bounce", 250, 750]],
  bounce: [
    ["hard-bounce", 250, 750],
    ["suppressed-by-bounce", 50],
  ],
  spam: [arrives, ["complaint", 4000, 10_000], ["suppressed-by-complaint", 50]],
  autoreply: [arrives, ["auto-reply", 600]],
  unsubscribe: [arrives, ["open", 1500], ["unsubscribe", 2500]],
  oneclick: [arrives, ["one-click", 2500]],
};

/** A text leaves Twilio, then its carrier says what became of it; an unregistered number's never leaves, nor one that its queue has no place for. */
function textLife(outcome: Outcome): readonly Step[] {
  const sent: Step = ["sent", 300, 300];
  if (outcome === "none") return [sent];
  if (outcome === "unregistered" || outcome === "overflow") return [["undelivered", 300, 300]];
  if (isTextFailure(outcome)) return [sent, ["undelivered", 600, 1200]];
  return [sent, outcome === "slow" ? ["delivery", 25_000, 15_000] : ["delivery", 600, 1200]];
}

/** However fast the simulator runs, a person needs time to notice a mail; only machines are there at once. */
const PERSON_MS: Partial<Record<EventKind, number>> = { open: 4000, click: 5000 };

/**
 * How long after acceptance a planned event happens.
 * @param speed knob `speed`: how many times faster than planned
 */
export function delayOf({ kind, afterMs }: PlannedEvent, speed: number): number {
  return Math.max(afterMs / speed, PERSON_MS[kind] ?? 0);
}

/**
 * The life of a message, the same each time it is asked for; never more than 32 events.
 * @param seq number of the message: its only source of chance
 * @param links how many links the row carries, at most 20
 */
export function planEvents(
  outcome: Outcome,
  seq: number,
  links: number,
  channel: "email" | "sms" = "email",
): PlannedEvent[] {
  let now = 0;
  const life = channel === "sms" ? textLife(outcome) : isTextFailure(outcome) ? [] : LIVES[outcome];
  const events = life.map(([kind, afterMs, spreadMs = 0], at): PlannedEvent => {
    const chance = fractionOfNumber(seq, at + 1) ** (kind === "open" ? OPEN_POWER : 1);
    now += afterMs + Math.round(spreadMs * chance);
    // People click what stands first far more often than the small print at the end.
    return kind === "click"
      ? { kind, afterMs: now, link: Math.floor(links * fractionOfNumber(seq, 9) ** 3) }
      : { kind, afterMs: now };
  });
  if (outcome === "scanner")
    for (let link = 0; link < links; link++)
      events.push({ kind: "scanner-click", afterMs: now + 300 + 150 * link, link });
  return events;
}
