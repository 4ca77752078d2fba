import { z } from "zod";

/** An error as a person reads it. */
export interface ShownError {
  message: string;
  effect?: string | undefined;
  nextStep?: string | undefined;
  requestId?: string | undefined;
}

/** What our API puts into the `data` of an error (server/errors.ts). */
const apiError = z.object({
  data: z.object({
    requestId: z.string().nullish(),
    error: z.object({ message: z.string(), effect: z.string().optional(), nextStep: z.string().optional() }),
  }),
});

const ownWords = z.object({
  message: z.string(),
  effect: z.string().optional(),
  nextStep: z.string().optional(),
});

/**
 * Reads what to show out of anything that can be thrown at a page.
 *
 * @param error an error of our API, a failed connection, or words of one's own as a plain object
 */
export function shownErrorOf(error: unknown): ShownError {
  const fromApi = apiError.safeParse(error);
  if (fromApi.success)
    return { ...fromApi.data.data.error, requestId: fromApi.data.data.requestId ?? undefined };
  if (!(error instanceof Error)) {
    const own = ownWords.safeParse(error);
    if (own.success) return own.data;
  }
  if (error instanceof Error && /fetch|network|load failed/i.test(error.message)) {
    return { message: "Packpost cannot be reached.", nextStep: "Check the connection, then try again." };
  }
  return {
    message: "Something went wrong here.",
    nextStep: "Reload the page. If it happens again, tell support what you did.",
  };
}
