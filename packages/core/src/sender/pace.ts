/** At most `messages` begun in any `perMs` milliseconds: 500 a second is {500, 1000}, one per 12 s {1, 12000}. */
export interface Pace {
  readonly messages: number;
  readonly perMs: number;
}

/** The pace that a sender's row says; null = none. The row has one of the two at most (sender_one_pace). */
export function paceOf({
  perSecond,
  msPerMessage,
}: {
  readonly perSecond?: number | null | undefined;
  readonly msPerMessage?: number | null | undefined;
}): Pace | null {
  if (perSecond != null) return { messages: perSecond, perMs: 1_000 };
  return msPerMessage == null ? null : { messages: 1, perMs: msPerMessage };
}

/** How long `count` messages take at a pace, in milliseconds. */
export const paceMs = ({ messages, perMs }: Pace, count: number): number => (count * perMs) / messages;

/** The same as a rate, for estimates: messages a second, below one for a slow pace. */
export const ratePerSecond = ({ messages, perMs }: Pace): number => (messages * 1_000) / perMs;
