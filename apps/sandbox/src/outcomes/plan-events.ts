import { fractionOfNumber } from "../ledger/hash-text.ts";
import type { Outcome } from "./outcome.ts";

/** What can happen to a message or an address; the last two are never planned, they come through the API. */
export const EVENT_KINDS = [
  "delivery",
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
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

const BOUNCES: ReadonlySet<EventKind> = new Set([
  "hard-bounce",
  "soft-bounce",
  "transient-bounce",
  "blocked-bounce",
  "content-bounce",
  "auto-reply",
  "complaint",
] satisfies EventKind[]);

/** Whether a provider lists it among its bounces. */
export function isBounce(kind: EventKind): boolean {
  return BOUNCES.has(kind);
}

export interface PlannedEvent {
  kind: EventKind;
  /** Milliseconds after acceptance, at speed 1. */
  afterMs: number;
  /** Which of the row's links, for clicks. */
  link?: number;
}

const QUESTIONS = { arrive: 1, open: 2, slow: 3, proxy: 4, link: 5, click: 6, soft: 7, spam: 8 };

/** However fast the simulator runs, a person needs time to notice a mail; only machines are there at once. */
const PERSON_MS: Partial<Record<EventKind, number>> = { open: 4000, click: 5000 };

/**
 * How long after acceptance a planned event happens.
 * @param speed knob `speed`: how many times faster than planned
 */
export function delayOf({ kind, afterMs }: PlannedEvent, speed: number): number {
  return Math.max(afterMs / speed, PERSON_MS[kind] ?? 0);
}

/** Never more events a message than bits in its done mask. */
const MAX_EVENTS = 32;

/**
 * The life of a message, the same each time it is asked for.
 * @param seq number of the message: its only source of chance
 * @param links how many links the row carries
 */
export function planEvents(outcome: Outcome, seq: number, links: number): PlannedEvent[] {
  const chance = (question: keyof typeof QUESTIONS) => fractionOfNumber(seq, QUESTIONS[question]);
  const arrived = Math.round(250 + 750 * chance("arrive"));
  const opened = arrived + Math.round(1500 + 50_000 * chance("open") ** 2.5);
  const delivery: PlannedEvent = { kind: "delivery", afterMs: arrived };
  switch (outcome) {
    case "none":
      return [];
    case "deliver":
      return [delivery];
    case "slow":
      return [{ kind: "delivery", afterMs: 25_000 + Math.round(15_000 * chance("slow")) }];
    case "open":
      return [delivery, { kind: "open", afterMs: opened }];
    case "machineopen":
      return [
        delivery,
        { kind: "machine-open", afterMs: arrived + 400 + Math.round(2000 * chance("proxy")) },
      ];
    case "click": {
      // People click what stands first far more often than the small print at the end.
      const link = Math.floor(links * chance("link") ** 3);
      return [
        delivery,
        { kind: "open", afterMs: opened },
        { kind: "click", afterMs: opened + 800 + Math.round(7000 * chance("click")), link },
      ];
    }
    case "scanner": {
      const clicks = Math.min(links, MAX_EVENTS - 2);
      const visits = Array.from({ length: clicks }, (_, link): PlannedEvent => {
        return { kind: "scanner-click", afterMs: arrived + 300 + 150 * link, link };
      });
      return [delivery, ...visits];
    }
    case "transient":
      return [
        { kind: "transient-bounce", afterMs: arrived },
        { kind: "delivery", afterMs: arrived + 8000 },
      ];
    case "soft":
      return [{ kind: "soft-bounce", afterMs: arrived + Math.round(2000 * chance("soft")) }];
    case "blocked":
      return [{ kind: "blocked-bounce", afterMs: arrived }];
    case "spamcontent":
      return [{ kind: "content-bounce", afterMs: arrived }];
    case "bounce":
      return [
        { kind: "hard-bounce", afterMs: arrived },
        { kind: "suppressed-by-bounce", afterMs: arrived + 50 },
      ];
    case "spam":
      return [
        delivery,
        { kind: "complaint", afterMs: arrived + 4000 + Math.round(10_000 * chance("spam")) },
        { kind: "suppressed-by-complaint", afterMs: arrived + 4050 + Math.round(10_000 * chance("spam")) },
      ];
    case "autoreply":
      return [delivery, { kind: "auto-reply", afterMs: arrived + 600 }];
    case "unsubscribe":
      return [
        delivery,
        { kind: "open", afterMs: arrived + 1500 },
        { kind: "unsubscribe", afterMs: arrived + 4000 },
      ];
    case "oneclick":
      return [delivery, { kind: "one-click", afterMs: arrived + 2500 }];
  }
}
