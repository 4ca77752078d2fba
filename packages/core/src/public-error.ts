import { ZodError } from "zod";
import { errorChain, hasCode } from "./error-chain.ts";
import { type ErrorCode, PackpostError } from "./errors.ts";

/** What a browser or another program learns about a failure, and nothing more. */
export interface PublicError {
  code: ErrorCode | "internal";
  message: string;
  effect?: string;
  nextStep?: string;
  details?: Readonly<Record<string, unknown>>;
  retryAfterSeconds?: number;
}

/** The one mapping of our error codes to HTTP. */
const statuses: Record<PublicError["code"], number> = {
  unauthenticated: 401,
  forbidden: 403,
  step_up_required: 403,
  not_found: 404,
  invalid_input: 400,
  conflict: 409,
  rate_limited: 429,
  too_large: 413,
  unavailable: 503,
  internal: 500,
};

const unexpected: PublicError = {
  code: "internal",
  message: "Something went wrong on our side.",
  nextStep: "Try again. If it happens again, send the request id to support.",
};

const unstorable: PublicError = {
  code: "invalid_input",
  message: "This holds something that cannot be stored: a character, a number or a date out of range.",
  effect: "Nothing was changed.",
};

/**
 * PostgreSQL's answers to values that it cannot read or keep, whatever they were: class 22 (data exceptions: NUL
 * characters, dates and numbers out of range, forged ids), and 54000, 54001 (too long for an index, nested too deep).
 * @source https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const refusedValue = /^(22...|5400[01])$/;

/** Whether the database has refused a value, so that trying again cannot help. */
export function isRefusedValue(thrown: unknown): boolean {
  return errorChain(thrown).some((error) => hasCode(error, refusedValue));
}

/** HTTP status of a failure. */
export function httpStatusOf(error: PublicError): number {
  return statuses[error.code];
}

/**
 * What may be said about any thrown value. Messages of unknown errors stay inside.
 *
 * @param thrown whatever was thrown
 */
export function publicErrorOf(thrown: unknown): PublicError {
  if (thrown instanceof PackpostError) return publicPartOf(thrown);
  if (thrown instanceof ZodError) return invalidInput(thrown);
  return isRefusedValue(thrown) ? unstorable : unexpected;
}

function publicPartOf(error: PackpostError): PublicError {
  return {
    code: error.code,
    message: error.message,
    ...(error.effect === undefined ? {} : { effect: error.effect }),
    ...(error.nextStep === undefined ? {} : { nextStep: error.nextStep }),
    ...(error.details === undefined ? {} : { details: error.details }),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

function invalidInput(error: ZodError): PublicError {
  const issues = error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.map(String), message }));
  return {
    code: "invalid_input",
    message: issues[0]?.message ?? "The input is not valid.",
    details: { issues },
  };
}
