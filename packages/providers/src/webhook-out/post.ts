import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import * as http from "node:http";
import * as https from "node:https";
import type { LookupFunction } from "node:net";
import { parseRetryAfter } from "../guarded-fetch.ts";
import { explainWebhookUrl } from "./explain-webhook-url.ts";
import { isAllowed } from "./public-address.ts";

/** What an endpoint answered; `status` null = nothing, and why. */
export interface WebhookAnswer {
  readonly status: number | null;
  readonly error: string | null;
  readonly retryAfterMs: number | null;
}

export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whole call, in milliseconds. */
  readonly timeoutMs: number;
  /** This machine's own addresses too, and without TLS: only beside the simulator. */
  readonly allowLoopback: boolean;
  /** Another way to look names up, for tests. */
  readonly resolveName?: (hostname: string) => Promise<LookupAddress[]>;
}

/**
 * Posts to an address that somebody typed. Only the public internet is called: every address that the name leads to is looked at as the
 * connection is made, so that a name cannot lead elsewhere afterwards. Redirects are not followed. Of the answer the status alone counts.
 */
export function postWebhook(post: WebhookPost): Promise<WebhookAnswer> {
  const { allowLoopback, body, headers, timeoutMs } = post;
  const wrong = explainWebhookUrl(post.url, allowLoopback);
  if (wrong !== null) return Promise.resolve({ status: null, error: wrong, retryAfterMs: null });
  const url = new URL(post.url);
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ status: null, error: wordsOf(error), retryAfterMs: null });
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      agent: false, // a connection each: what its name leads to is asked anew
      lookup: guardedLookup(post.resolveName ?? resolveByDns, allowLoopback),
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.on("response", (response) => {
      const { statusCode = 0 } = response;
      resolve({
        status: statusCode,
        error: null,
        retryAfterMs: parseRetryAfter(response.headers["retry-after"]) ?? null,
      });
      response.destroy();
    });
    request.on("error", fail);
    request.end(body);
  });
}

class PrivateAddressError extends Error {
  constructor() {
    super("the name leads into a private network");
  }
}

const resolveByDns = (hostname: string) => lookup(hostname, { all: true });

/** Looks a name up, and leads to public addresses alone. */
function guardedLookup(
  resolveName: NonNullable<WebhookPost["resolveName"]>,
  allowLoopback: boolean,
): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname).then(
      (found) => {
        const allowed = found.filter(({ address }) => isAllowed(address, allowLoopback));
        const [first] = allowed;
        if (first === undefined) callback(new PrivateAddressError(), "", 0);
        else if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error("not looked up"), "", 0),
    );
  };
}

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: "The name is not known.",
  EAI_AGAIN: "The name could not be looked up.",
  ECONNREFUSED: "Nobody listens there.",
  ECONNRESET: "The connection was cut.",
  EHOSTUNREACH: "The address cannot be reached.",
  ENETUNREACH: "The address cannot be reached.",
  CERT_HAS_EXPIRED: "Its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is signed by itself.",
  SELF_SIGNED_CERT_IN_CHAIN: "Its certificate is signed by nobody known.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Its certificate is signed by nobody known.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another name.",
};

function wordsOf(error: Error): string {
  if (error instanceof PrivateAddressError)
    return "The name leads into a private network, which Packpost does not call.";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "It did not answer in time.";
  const code = "code" in error ? String(error.code) : "";
  return words[code] ?? (code === "" ? "The call failed." : `The call failed (${code}).`);
}
