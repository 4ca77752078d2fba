import { Errors, ServerClient } from "postmark";
import type { CallDeadline } from "../types.ts";
import { guardedFetch, type WireFacts } from "./guarded-fetch.ts";

/** How to reach one Postmark server. */
export interface PostmarkSettings {
  /** e.g. `https://api.postmarkapp.com`, or the simulator's address. */
  readonly apiUrl: string;
  readonly serverToken: string;
}

/** What a call came to: the reply's body, or how it failed. */
export type CallOutcome =
  | { readonly kind: "answered"; readonly body: unknown }
  | { readonly kind: "too_late" }
  | { readonly kind: "throttled"; readonly retryAfterMs: number; readonly words: string }
  | {
      readonly kind: "unavailable";
      readonly ambiguous: boolean;
      readonly words: string;
      readonly retryAfterMs?: number;
    }
  | { readonly kind: "refused"; readonly code: number; readonly words: string };

const timeoutSeconds = 20;
/** Postmark names no delay with its 429; this is ours. */
export const defaultRetryAfterMs = 15_000;

/**
 * One call through the official client, on a client of its own: that is how the call's deadline and
 * cancellation reach the socket. The client retries nothing itself.
 */
export async function callPostmark(
  settings: PostmarkSettings,
  limits: { readonly deadline: CallDeadline; readonly signal: AbortSignal | undefined },
  use: (client: ServerClient) => Promise<unknown>,
): Promise<CallOutcome> {
  const wire: WireFacts = { wrote: false, tooLate: false, retryAfterMs: undefined };
  const url = new URL(settings.apiUrl);
  const client = new ServerClient(settings.serverToken, {
    useHttps: url.protocol === "https:",
    requestHost: `${url.host}${url.pathname.replace(/\/+$/, "")}`,
    timeout: timeoutSeconds,
    fetch: guardedFetch({ ...limits, wire }),
  });
  try {
    return { kind: "answered", body: await use(client) };
  } catch (error) {
    return describeFailure(error, wire);
  }
}

function describeFailure(error: unknown, wire: WireFacts): CallOutcome {
  if (wire.tooLate) return { kind: "too_late" };
  const status = error instanceof Errors.PostmarkError ? error.statusCode : 0;
  const code = error instanceof Errors.PostmarkError ? error.code : 0;
  const words = error instanceof Error ? error.message : String(error);
  const retryAfterMs = wire.retryAfterMs;
  if (status === 429) {
    return { kind: "throttled", retryAfterMs: retryAfterMs ?? defaultRetryAfterMs, words };
  }
  // No status: the network. 408 and 5xx: the request may have been taken all the same.
  if (status === 0 || status === 408 || status >= 500) {
    return {
      kind: "unavailable",
      ambiguous: wire.wrote,
      words,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  return { kind: "refused", code: code || status, words };
}
