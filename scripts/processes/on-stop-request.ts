/** A signal from the terminal, or the end of the process that started us. */
export type StopRequest = { readonly signal: AbortSignal; readonly requested: Promise<void> };

const impatientAfterMs = 2_000;

/**
 * Turns Ctrl-C, SIGTERM, SIGHUP and the death of our parent into one request to stop.
 * @param force called when a second signal comes after a while: somebody does not want to wait
 */
export function onStopRequest(force: () => void): StopRequest {
  const controller = new AbortController();
  let firstAt = 0;
  const request = (): void => {
    if (firstAt === 0) {
      firstAt = Date.now();
      controller.abort();
    } else if (Date.now() - firstAt > impatientAfterMs) force();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, request);
  process.once("disconnect", request);
  // Listening on the channel to the bootstrap must not keep us alive.
  process.channel?.unref();
  const requested = new Promise<void>((resolve) => {
    controller.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  return { signal: controller.signal, requested };
}
