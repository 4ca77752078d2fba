import { formatFailure, type ProviderWords } from "./format-failure.ts";
import type { WireFacts } from "./guarded-fetch.ts";
import type { CallDeadline, SendOutcome } from "./send-outcome.ts";

/** When a call must be over, and what ends it earlier. */
export interface CallLimits {
  readonly deadline: CallDeadline;
  readonly signal: AbortSignal | undefined;
  /** What goes over the wire in place of the client's own JSON of what it is given. */
  readonly body?: Buffer;
  /** Where the caller wants to know what happened on the wire. */
  readonly wire?: WireFacts;
}

/** What a call came to: the reply's body, or how it failed. */
export type CallOutcome =
  | { readonly kind: "answered"; readonly body: unknown }
  | { readonly kind: "too_late" }
  | { readonly kind: "throttled"; readonly retryAfterMs: number; readonly providerMessage: string }
  | {
      readonly kind: "unavailable";
      readonly ambiguous: boolean;
      readonly providerMessage: string;
      readonly retryAfterMs?: number;
    }
  | { readonly kind: "refused"; readonly code: number; readonly providerMessage: string };

/** What a call that the provider did not answer for good or ill means for the messages in it. */
export function outcomeOfUnanswered(
  call: Extract<CallOutcome, { kind: "too_late" | "throttled" | "unavailable" }>,
): SendOutcome {
  switch (call.kind) {
    case "too_late":
      return { outcome: "too_late" };
    case "throttled":
      return { outcome: "throttled", retryAfterMs: call.retryAfterMs, providerMessage: call.providerMessage };
    case "unavailable": {
      const { kind: _, ...rest } = call;
      return { outcome: "unavailable", ...rest };
    }
  }
}

/** Where a provider names no delay with its 429, in milliseconds. */
export const defaultRetryAfterMs = 15_000;

/** What is known of a call that has not begun. */
export const newWire = (): WireFacts => ({
  whole: false,
  tooLate: false,
  status: 0,
  retryAfterMs: undefined,
});

/** What a provider's client threw: its error, with the provider's own code and words where it is an answer of the provider. */
interface Thrown {
  readonly error: unknown;
  readonly code?: unknown;
  readonly providerMessage?: unknown;
}

/**
 * What a failed call came to, by what happened on the wire: clients lose the status where an error's body is not as they expect.
 * @param thrown what the provider's client threw
 * @param named how staff call this provider
 */
export function describeFailure(wire: WireFacts, thrown: Thrown, named: ProviderWords): CallOutcome {
  if (wire.tooLate) return { kind: "too_late" };
  const { status, retryAfterMs } = wire;
  const code = Number.isInteger(thrown.code) ? Number(thrown.code) : 0;
  const { error } = thrown;
  const own = error instanceof Error ? error.message : error;
  const said = "providerMessage" in thrown ? thrown.providerMessage : status === 0 ? own : "";
  const words = formatFailure(status, typeof said === "string" ? said : "", named);
  if (status === 429)
    return { kind: "throttled", retryAfterMs: retryAfterMs ?? defaultRetryAfterMs, providerMessage: words };
  // No status: the network. 2xx that the client cannot read, 408 and 5xx: the request may have been taken all the same.
  if (status < 300 || status === 408 || status >= 500) {
    return {
      kind: "unavailable",
      ambiguous: wire.whole,
      providerMessage: words,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  return { kind: "refused", code: code || status, providerMessage: words };
}
