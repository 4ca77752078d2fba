import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import * as http from "node:http";
import * as https from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { parseRetryAfter } from "./guarded-fetch.ts";

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

// What is not the public internet. IPv6: all but global unicast, and of that what leads to IPv4 or is for documents.
const refused4 = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  refused4.addSubnet(net, prefix, "ipv4");
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
const refused6 = new BlockList();
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  refused6.addSubnet(net, prefix, "ipv6");
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether an address is one of the public internet. @source https://www.iana.org/assignments/iana-ipv4-special-registry */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !refused4.check(address, "ipv4");
  return isIP(address) === 6 && global6.check(address, "ipv6") && !refused6.check(address, "ipv6");
}

function isAllowed(address: string, allowLoopback: boolean): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  return isPublicAddress(address) || (allowLoopback && loopback.check(address, family));
}

/**
 * Why an address cannot be one of an endpoint, in words; null when it can. What its name leads to is looked at with each call.
 * @param allowLoopback see {@link WebhookPost}
 */
export function explainWebhookUrl(text: string, allowLoopback: boolean): string | null {
  if (!URL.canParse(text)) return "This is no address. It begins with https://.";
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isOwn =
    host === "localhost" || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? "ipv6" : "ipv4"));
  if (url.protocol !== "https:" && !(allowLoopback && isOwn && url.protocol === "http:"))
    return "It must begin with https://, so that nobody on the way can read it.";
  if (url.username !== "" || url.password !== "")
    return "Leave out the user and the password. Each call is signed instead.";
  if (isIP(host) !== 0 ? !isAllowed(host, allowLoopback) : isOwn && !allowLoopback)
    return "This address is in a private network, which Packpost does not call.";
  return null;
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
