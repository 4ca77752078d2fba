/** A visible page's clock that was silent for so long: the machine slept. */
const sleptMs = 20_000;
const tickMs = 5_000;
/** Hidden for so long, a tab's connection may have ended without a sign. */
const hiddenMs = 15_000;

/**
 * Tells when the page may have missed something that no connection reports (T8): the network is back, the machine woke, or the tab comes
 * into view after a while.
 * @returns ends it
 */
export function watchAbsence(onReturn: () => void): () => void {
  let seenAt = Date.now();
  let hiddenAt: number | undefined;
  const look = () => {
    if (document.visibilityState === "hidden") {
      hiddenAt ??= Date.now();
      return;
    }
    if (hiddenAt !== undefined && Date.now() - hiddenAt > hiddenMs) onReturn();
    hiddenAt = undefined;
    seenAt = Date.now();
  };
  const tick = () => {
    const slept = Date.now() - seenAt > sleptMs;
    seenAt = Date.now();
    // Clocks of hidden tabs stand still by themselves.
    if (slept && document.visibilityState === "visible") onReturn();
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", onReturn);
  const timer = setInterval(tick, tickMs);
  return () => {
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("online", onReturn);
    clearInterval(timer);
  };
}
