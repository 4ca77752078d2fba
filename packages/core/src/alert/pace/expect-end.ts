/** Texts that have not left yet, by when they may. */
export interface TextsToCome {
  /** At their next turn. */
  readonly due: number;
  /** From the end of a night on, in milliseconds. */
  readonly held: ReadonlyMap<number, number>;
}

/** @param held hour in milliseconds → how many of those who wait */
export function textsToCome(waiting: number, held: Readonly<Record<string, number>> | null): TextsToCome {
  const hours = Object.entries(held ?? {}).map(([ms, people]) => [Number(ms), people] as const);
  const asleep = hours.reduce((sum, [, people]) => sum + people, 0);
  return { due: Math.max(0, waiting - asleep), held: new Map(hours) };
}

/** People whom a text would wake: they get it in the morning (A12). */
export interface HeldPeople {
  people: number;
  /** When the first and the last of them get it. */
  from: Date;
  until: Date;
}

/** @param held hour in milliseconds → how many. @returns null = nobody is held */
export function heldPeople(held: TextsToCome["held"]): HeldPeople | null {
  if (held.size === 0) return null;
  const people = [...held.values()].reduce((sum, n) => sum + n, 0);
  const hours = [...held.keys()];
  return { people, from: new Date(Math.min(...hours)), until: new Date(Math.max(...hours)) };
}

/** When the last text of an alert leaves. */
export interface ExpectedEnd {
  /** In milliseconds; the start where nobody gets one. */
  readonly at: number;
  /** Texts of other alerts that take turns with those that are due now (A9): an alert that waits for the night takes none. */
  readonly othersBetween: number;
}

/**
 * When an alert will be done (A5, A10, A12): those who may be texted now one after the other, those held for the night from its end on. Other
 * alerts take turns with it, so of each as many texts go between as it has itself at that time.
 * @param input.start when the next text may leave, in milliseconds
 */
export function expectEnd(
  mine: TextsToCome,
  { start, msPerText, others }: { start: number; msPerText: number; others: readonly TextsToCome[] },
): ExpectedEnd {
  const between = (texts: number, ofOther: (other: TextsToCome) => number) =>
    others.reduce((sum, other) => sum + Math.min(ofOther(other), texts), 0);
  const othersBetween = between(mine.due, ({ due }) => due);
  let next = start;
  let last = start;
  const send = (texts: number, from: number) => {
    if (texts === 0) return;
    last = Math.max(next, from) + (texts - 1) * msPerText;
    next = last + msPerText;
  };
  send(mine.due + othersBetween, start);
  for (const [at, texts] of [...mine.held].sort(([one], [other]) => one - other))
    send(texts + between(texts, ({ held }) => held.get(at) ?? 0), at);
  return { at: last, othersBetween };
}
