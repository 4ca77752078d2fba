import { AccountClient, Errors, ServerClient } from "postmark";
import type { DnsReader } from "../dns.ts";
import { guardedFetch, type WireFacts } from "../guarded-fetch.ts";
import type { CallDeadline } from "../send-outcome.ts";
import { formatFailure } from "./format-failure.ts";

/** How to reach one Postmark server. */
export interface PostmarkSettings {
  /** e.g. `https://api.postmarkapp.com`, or the simulator's address. */
  readonly apiUrl: string;
  readonly serverToken: string;
  /** Key of the account that the server belongs to; only the check of the sender's domain needs it. */
  readonly accountToken?: string | undefined;
  /** This machine's unless told otherwise. */
  readonly dns?: DnsReader;
  /** At the simulator: its domains are nobody's, so a missing record of an owner is held against nobody. */
  readonly ownersUnknown?: boolean;
}

/** When a call must be over, and what ends it earlier. */
interface CallLimits {
  readonly deadline: CallDeadline;
  readonly signal: AbortSignal | undefined;
  /** What goes over the wire in place of the client's own JSON of what it is given. */
  readonly body?: Buffer;
}

/** What a call came to: the reply's body, or how it failed. */
export type CallOutcome =
  | {
      readonly kind: "answered";
      readonly body: unknown;
      /** The last byte of the request had left: some answer before. */
      readonly whole: boolean;
    }
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
export function callPostmark(
  settings: PostmarkSettings,
  limits: CallLimits,
  use: (client: ServerClient) => Promise<unknown>,
): Promise<CallOutcome> {
  return call(settings, limits, (options) => use(new ServerClient(settings.serverToken, options)));
}

/** The same for the account's own API. */
export function callAccount(
  settings: PostmarkSettings,
  limits: CallLimits,
  use: (client: AccountClient) => Promise<unknown>,
): Promise<CallOutcome> {
  return call(settings, limits, (options) => use(new AccountClient(settings.accountToken ?? "", options)));
}

type ClientOptions = NonNullable<ConstructorParameters<typeof ServerClient>[1]>;

async function call(
  settings: PostmarkSettings,
  limits: CallLimits,
  use: (options: ClientOptions) => Promise<unknown>,
): Promise<CallOutcome> {
  const wire: WireFacts = { whole: false, tooLate: false, status: 0, retryAfterMs: undefined };
  const url = new URL(settings.apiUrl);
  try {
    const body = await use({
      useHttps: url.protocol === "https:",
      requestHost: `${url.host}${url.pathname.replace(/\/+$/, "")}`,
      timeout: timeoutSeconds,
      fetch: guardedFetch({ ...limits, wire }),
    });
    return { kind: "answered", body, whole: wire.whole };
  } catch (error) {
    return describeFailure(error, wire);
  }
}

function describeFailure(error: unknown, wire: WireFacts): CallOutcome {
  if (wire.tooLate) return { kind: "too_late" };
  // The wire's own status: the client loses it where an error's body is not as it expects.
  const { status } = wire;
  const code = error instanceof Errors.PostmarkError && Number.isInteger(error.code) ? error.code : 0;
  const said = error instanceof Errors.PostmarkError || status === 0 ? sayOf(error) : "";
  const words = formatFailure(status, said);
  const retryAfterMs = wire.retryAfterMs;
  if (status === 429) {
    return { kind: "throttled", retryAfterMs: retryAfterMs ?? defaultRetryAfterMs, words };
  }
  // No status: the network. 2xx that the client cannot read, 408 and 5xx: the request may have been taken all the same.
  if (status < 300 || status === 408 || status >= 500) {
    return {
      kind: "unavailable",
      ambiguous: wire.whole,
      words,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  return { kind: "refused", code: code || status, words };
}

/** A message of an error; what is not text says nothing. */
function sayOf(error: unknown): string {
  const said: unknown = error instanceof Error ? error.message : error;
  return typeof said === "string" ? said : "";
}
