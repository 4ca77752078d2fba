import { AccountClient, Errors, ServerClient } from "postmark";
import { type CallLimits, type CallOutcome, describeFailure, newWire } from "../call-outcome.ts";
import type { DnsReader } from "../dns.ts";
import { guardedFetch } from "../guarded-fetch.ts";

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

const timeoutSeconds = 20;
const postmarkWords = { provider: "mail provider", key: "server token", message: "mail" };

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
  const wire = limits.wire ?? newWire();
  const url = new URL(settings.apiUrl);
  try {
    const body = await use({
      useHttps: url.protocol === "https:",
      requestHost: `${url.host}${url.pathname.replace(/\/+$/, "")}`,
      timeout: timeoutSeconds,
      fetch: guardedFetch({ ...limits, wire }),
    });
    return { kind: "answered", body };
  } catch (error) {
    const said =
      error instanceof Errors.PostmarkError ? { code: error.code, providerMessage: error.message } : {};
    return describeFailure(wire, { error, ...said }, postmarkWords);
  }
}
