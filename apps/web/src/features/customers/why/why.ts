import type { Reason } from "@packpost/core/audience/explain-reasons";
import { reasonLabels } from "#web/components/status/reason-words.ts";

interface Help {
  words: string;
  /** The reason that it puts right; null = it has no place here. */
  reason: Reason | null;
}

/** The answer, in sentences: what became of it, and what would change that. */
export interface Why {
  /** It reached them, as far as anybody knows. */
  got: boolean;
  sentences: string[];
  /** What would let them receive the next one. */
  helps: Help[];
}

/** What puts a reason right; nothing where nothing does. */
export function helpOf(reason: Reason): Help[] {
  const { fix } = reasonLabels[reason.code];
  return fix === null ? [] : [{ words: fix, reason }];
}

/** "on 12 January 2027 at 09:00". */
export function on(at: Date, zone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  return `on ${day(at, zone)} at ${clock.format(at)}`;
}

/** "12 January 2027". */
export function day(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "long" }).format(at);
}
