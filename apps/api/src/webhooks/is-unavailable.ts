import { errorChain, hasCode } from "@packpost/core/error-chain";

/**
 * PostgreSQL's classes of errors that say nothing of what was to be written: connection lost, out of resources, stopped by an
 * operator, trouble of the system; and the network's own.
 * @source https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const unavailable = /^(08...|53...|57...|58...|E[A-Z]{4,})$/;

/** The driver's own words, without a code. */
const noConnection = /^Connection terminated|timeout exceeded when trying to connect/;

/** Whether the database could not be reached or could not work, so that any other event would have failed too. */
export function isUnavailable(thrown: unknown): boolean {
  return errorChain(thrown).some((error) => hasCode(error, unavailable) || noConnection.test(error.message));
}
