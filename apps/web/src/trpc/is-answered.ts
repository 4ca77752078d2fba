import { statusOf } from "./status-of.ts";

/** Whether an error is the server's own answer, so that trying the same again is of no use; who has to sign in again may. */
export function isAnswered(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status !== 401;
}
