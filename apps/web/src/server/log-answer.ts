import { isRefusedValue } from "@packpost/core/public-error";
import type { TRPCError } from "@trpc/server";
import { publicErrorOf, toTrpcError } from "./errors.ts";
import { log } from "./log.ts";
import { getMeter } from "./meter.ts";

/** How live streams are kept open, of staff and of customers alike. */
export const sse = {
  ping: { enabled: true, intervalMs: 10_000 },
  client: { reconnectAfterInactivityMs: 25_000 },
};

type Answered = { readonly ok: true } | { readonly ok: false; readonly error: TRPCError };

/**
 * Answers a call of a procedure and writes its line into the log.
 * @param call whose it is and what
 * @param next does it
 * @throws what went wrong, as tRPC knows it
 */
export async function logAnswer<Result extends Answered>(
  call: { readonly requestId: string; readonly path: string; readonly type: string },
  next: () => Promise<Result>,
): Promise<Result> {
  const startedMs = performance.now();
  const result = await next();
  const durationMs = performance.now() - startedMs;
  const measure = (outcome: "ok" | "refused" | "failed") =>
    getMeter().observe("packpost_procedure_seconds", { type: call.type, outcome }, durationMs / 1000);
  const line = { ...call, durationMs: Math.round(durationMs) };
  if (result.ok) {
    measure("ok");
    log.info(line, "procedure");
    return result;
  }
  const { error } = result;
  // What a verb threw comes as an internal error with its cause; the cause says what it is.
  const known = error.code === "INTERNAL_SERVER_ERROR" ? toTrpcError(error.cause ?? error) : error;
  const { code } = publicErrorOf(known);
  measure(code === "internal" ? "failed" : "refused");
  if (code === "internal") log.error({ ...line, err: error }, "procedure failed");
  // A value that only the database refused: an input schema of ours lets it through.
  else if (isRefusedValue(error))
    log.warn({ ...line, code, err: error }, "procedure refused by the database");
  else log.info({ ...line, code }, "procedure refused");
  throw known;
}
