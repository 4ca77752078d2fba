import { STATUS_CODES } from "node:http";
import { PackpostError } from "@packpost/core/errors";
import { httpStatusOf, type PublicError, publicErrorOf } from "@packpost/core/public-error";
import { TRPCError } from "@trpc/server";
import * as z from "zod";

/** What went wrong, as RFC 9457 has it. `code` is an open list. */
export const problemSchema = z
  .object({
    type: z
      .string()
      .meta({ description: "Names the kind of problem", example: "urn:packpost:problem:not_found" }),
    title: z.string().meta({ example: "Not Found" }),
    status: z.int(),
    detail: z
      .string()
      .meta({ description: "What went wrong, in words", example: "This customer is not there." }),
    code: z.string().meta({
      description: "For programs. More may be added: treat one you do not know by its status.",
      example: "not_found",
    }),
    effect: z.string().optional().meta({ description: "What follows from it" }),
    nextStep: z.string().optional().meta({ description: "What can be done" }),
    issues: z
      .array(z.object({ path: z.array(z.string()), message: z.string() }))
      .optional()
      .meta({ description: "Which parts of the request are wrong, 20 at most" }),
    ids: z
      .array(z.string())
      .optional()
      .meta({ description: "Of a conflict: Packpost's ids of what it is between" }),
    requestId: z.string().meta({ description: "Tell it to support. Also in the header X-Request-Id" }),
  })
  .meta({ id: "Problem", description: "A problem (RFC 9457)" });
export type Problem = z.infer<typeof problemSchema>;

/** Failures of tRPC itself, before a procedure ran. */
const ofTrpc: Partial<Record<TRPCError["code"], PublicError>> = {
  NOT_FOUND: { code: "not_found", message: "There is nothing under this name." },
  PARSE_ERROR: { code: "invalid_input", message: "The request could not be read as JSON." },
  BAD_REQUEST: { code: "invalid_input", message: "The request could not be read." },
  METHOD_NOT_SUPPORTED: { code: "invalid_input", message: "This is called by another method." },
  UNSUPPORTED_MEDIA_TYPE: { code: "invalid_input", message: "The request must be JSON." },
  PAYLOAD_TOO_LARGE: { code: "too_large", message: "The request is too large." },
};

/** What may be said of a failure; the text of an unexpected one never (T60). */
export function shownErrorOf(thrown: unknown): PublicError {
  if (!(thrown instanceof TRPCError)) return publicErrorOf(thrown);
  if (thrown.cause instanceof PackpostError || thrown.cause instanceof z.ZodError)
    return publicErrorOf(thrown.cause);
  const shown = publicErrorOf(thrown);
  return shown.code === "internal" ? (ofTrpc[thrown.code] ?? shown) : shown;
}

/** What cannot be read is 400; what can, and is not right, 422 (RFC 9110). */
function statusOf(error: PublicError): number {
  return error.code === "invalid_input" ? 422 : httpStatusOf(error);
}

/**
 * A failure as an answer tells it.
 * @param status other than the one of its kind, e.g. 405
 */
export function problemOf(error: PublicError, requestId: string, status = statusOf(error)): Problem {
  const { ids, issues } = detailsSchema.parse(error.details ?? {});
  return {
    type: `urn:packpost:problem:${error.code}`,
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail: nameField(error.message, issues),
    code: error.code,
    ...(error.effect !== undefined && { effect: error.effect }),
    ...(error.nextStep !== undefined && { nextStep: error.nextStep }),
    ...(issues !== undefined && { issues }),
    ...(ids !== undefined && { ids }),
    requestId,
  };
}

/** With the name of the field that it is about: "limit: …". */
function nameField(message: string, issues: Problem["issues"]): string {
  const [first] = issues ?? [];
  return first === undefined || first.path.length === 0 || first.message !== message
    ? message
    : `${first.path.join(".")}: ${message}`;
}

const detailsSchema = z.object({
  ids: z.array(z.string()).optional(),
  issues: z.array(z.object({ path: z.array(z.string()), message: z.string() })).optional(),
});
