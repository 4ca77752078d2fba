import type { ErrorCode } from "@packpost/core/errors";
import { PackpostError } from "@packpost/core/errors";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

type TrpcCode = TRPCError["code"];

/** What a browser or an API client learns about a failure, and nothing more. */
export interface PublicError {
  code: ErrorCode | "internal";
  message: string;
  effect?: string;
  nextStep?: string;
  details?: Readonly<Record<string, unknown>>;
  retryAfterSeconds?: number;
}

/** The one mapping of our error codes to HTTP and tRPC. */
const mapping: Record<PublicError["code"], { status: number; trpc: TrpcCode }> = {
  unauthenticated: { status: 401, trpc: "UNAUTHORIZED" },
  forbidden: { status: 403, trpc: "FORBIDDEN" },
  not_found: { status: 404, trpc: "NOT_FOUND" },
  invalid_input: { status: 400, trpc: "BAD_REQUEST" },
  conflict: { status: 409, trpc: "CONFLICT" },
  rate_limited: { status: 429, trpc: "TOO_MANY_REQUESTS" },
  too_large: { status: 413, trpc: "PAYLOAD_TOO_LARGE" },
  unavailable: { status: 503, trpc: "SERVICE_UNAVAILABLE" },
  internal: { status: 500, trpc: "INTERNAL_SERVER_ERROR" },
};

const unreadable: PublicError = { code: "invalid_input", message: "The request could not be read." };

/** Failures of tRPC itself, before one of our procedures ran. */
const trpcFailures: Partial<Record<TrpcCode, PublicError>> = {
  BAD_REQUEST: unreadable,
  PARSE_ERROR: unreadable,
  NOT_FOUND: { code: "not_found", message: "There is nothing under this name." },
  METHOD_NOT_SUPPORTED: { code: "invalid_input", message: "This is called another way." },
  UNSUPPORTED_MEDIA_TYPE: unreadable,
  PAYLOAD_TOO_LARGE: { code: "too_large", message: "The request is too large." },
  SERVICE_UNAVAILABLE: {
    code: "unavailable",
    message: "Packpost is restarting.",
    nextStep: "It reconnects by itself.",
  },
};

const unexpected: PublicError = {
  code: "internal",
  message: "Something went wrong on our side.",
  nextStep: "Try again. If it happens again, send the request id to support.",
};

const unstorable: PublicError = {
  code: "invalid_input",
  message: "This holds something that cannot be kept: a character, a number or a date out of range.",
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
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1)
    if ("code" in error && typeof error.code === "string" && refusedValue.test(error.code)) return true;
  return false;
}

/** HTTP status of a failure. */
export function httpStatusOf(error: PublicError): number {
  return mapping[error.code].status;
}

/**
 * What may be said about any thrown value. Messages of unknown errors stay inside.
 *
 * @param thrown whatever was thrown
 */
export function publicErrorOf(thrown: unknown): PublicError {
  if (thrown instanceof PackpostError) return publicPartOf(thrown);
  if (thrown instanceof ZodError) return invalidInput(thrown);
  if (thrown instanceof TRPCError && thrown.cause instanceof PackpostError) return publicPartOf(thrown.cause);
  if (isRefusedValue(thrown)) return unstorable;
  if (!(thrown instanceof TRPCError)) return unexpected;
  if (thrown.code === "BAD_REQUEST" && thrown.cause instanceof ZodError) return invalidInput(thrown.cause);
  return trpcFailures[thrown.code] ?? unexpected;
}

/** The same failure as tRPC knows it, so that its HTTP status is right. */
export function toTrpcError(thrown: unknown): TRPCError {
  return new TRPCError({ code: mapping[publicErrorOf(thrown).code].trpc, cause: thrown });
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
