const periodMs = 30_000;
const listeners = new Set<(now: Date) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Tells the present time twice a minute: one timer for all the times on a page.
 *
 * @param listener called with the present instant
 * @returns ends it
 */
export function subscribeToMinutes(listener: (now: Date) => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    const now = new Date();
    for (const tell of listeners) tell(now);
  }, periodMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
