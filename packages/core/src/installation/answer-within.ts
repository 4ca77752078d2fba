/**
 * Waits for an answer, but no longer than this.
 * @param ms in milliseconds
 * @throws what the work throws, or an Error "timed out"; the work itself goes on
 */
export async function answerWithin<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("timed out")), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
