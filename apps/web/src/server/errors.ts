import { PackpostError } from "@packpost/core/errors";
import {
  isRefusedValue,
  type PublicError,
  publicErrorOf as publicErrorOfVerb,
} from "@packpost/core/public-error";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

type TrpcCode = TRPCError["code"];

/** The one mapping of our error codes to tRPC. */
const mapping: Record<PublicError["code"], TrpcCode> = {
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  step_up_required: "FORBIDDEN",
  not_found: "NOT_FOUND",
  invalid_input: "BAD_REQUEST",
  conflict: "CONFLICT",
  rate_limited: "TOO_MANY_REQUESTS",
  too_large: "PAYLOAD_TOO_LARGE",
  unavailable: "SERVICE_UNAVAILABLE",
  internal: "INTERNAL_SERVER_ERROR",
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

/**
 * What may be said about any thrown value, tRPC's own failures among them. Messages of unknown errors stay inside.
 *
 * @param thrown whatever was thrown
 */
export function publicErrorOf(thrown: unknown): PublicError {
  if (!(thrown instanceof TRPCError)) return publicErrorOfVerb(thrown);
  const { cause, code } = thrown;
  const ofVerb = cause instanceof PackpostError || (code === "BAD_REQUEST" && cause instanceof ZodError);
  if (ofVerb) return publicErrorOfVerb(cause);
  if (isRefusedValue(thrown)) return publicErrorOfVerb(thrown);
  return trpcFailures[code] ?? publicErrorOfVerb(thrown);
}

/** The same failure as tRPC knows it, so that its HTTP status is right. */
export function toTrpcError(thrown: unknown): TRPCError {
  return new TRPCError({ code: mapping[publicErrorOf(thrown).code], cause: thrown });
}
