/**
 * Does something again and again, never twice at a time: a turn that comes while the one before is at work is left out.
 * @param work never fails
 * @returns ends it; resolves when the work in hand is done. Before that nothing it uses may be closed: a call of Temporal's client that is tried
 * again on a closed connection ends the process.
 */
export function everySoOften(everyMs: number, work: () => Promise<void>): () => Promise<void> {
  let inHand: Promise<void> | undefined;
  const timer = setInterval(() => {
    inHand ??= work().finally(() => {
      inHand = undefined;
    });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await inHand;
  };
}
