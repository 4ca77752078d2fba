/** An error as a person reads it. */
export interface ShownError {
  message: string;
  effect?: string | undefined;
  nextStep?: string | undefined;
  requestId?: string | undefined;
}

/**
 * Reads what to show out of anything that can be thrown at a page.
 *
 * @param error an error of our API, a failed connection, or words of one's own, alone or as a plain object
 */
export function shownErrorOf(error: unknown): ShownError {
  if (typeof error === "string" && error !== "") return { message: error };
  // What our API puts into the `data` of an error, see server/errors.ts. No zod: this is on every page.
  const data = field(error, "data");
  const fromApi = wordsIn(field(data, "error"));
  if (fromApi !== undefined) return { ...fromApi, ...textField(data, "requestId") };
  const own = error instanceof Error ? undefined : wordsIn(error);
  if (own !== undefined) return own;
  if (error instanceof Error && /fetch|network|load failed/i.test(error.message)) {
    return { message: "Packpost cannot be reached.", nextStep: "Check the connection, then try again." };
  }
  return {
    message: "Something went wrong here.",
    nextStep: "Reload the page. If it happens again, tell support what you did.",
  };
}

function wordsIn(value: unknown): ShownError | undefined {
  const message = field(value, "message");
  if (typeof message !== "string") return undefined;
  return { message, ...textField(value, "effect"), ...textField(value, "nextStep") };
}

function textField(value: unknown, name: "effect" | "nextStep" | "requestId"): Partial<ShownError> {
  const text = field(value, name);
  return typeof text === "string" ? { [name]: text } : {};
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
