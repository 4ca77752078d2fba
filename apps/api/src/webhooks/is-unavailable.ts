/**
 * PostgreSQL's classes of errors that say nothing of what was to be written: connection lost, out of resources, stopped by an
 * operator, trouble of the system; and the network's own.
 * @source https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const unavailable = /^(08...|53...|57...|58...|E[A-Z]{4,})$/;

/** Whether the database could not be reached or could not work, so that any other event would have failed too. */
export function isUnavailable(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if ("code" in error && typeof error.code === "string" && unavailable.test(error.code)) return true;
    if (/^Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return true;
  }
  return false;
}
