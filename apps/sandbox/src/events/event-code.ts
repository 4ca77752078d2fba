const EVENTS_PER_MESSAGE = 64;

/**
 * An event as one number, so that millions can wait in plain arrays:
 * planned events are message × 64 + place in the plan; acts by hand are negative.
 */
export function plannedCode(seq: number, place: number): number {
  return seq * EVENTS_PER_MESSAGE + place;
}

export function actCode(act: number): number {
  return -1 - act;
}

export function decode(code: number): { act: number } | { seq: number; place: number } {
  if (code < 0) return { act: -1 - code };
  return { seq: Math.floor(code / EVENTS_PER_MESSAGE), place: code % EVENTS_PER_MESSAGE };
}
