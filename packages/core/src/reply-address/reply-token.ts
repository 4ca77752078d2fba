import { createHash } from "node:crypto";
import type { OrganisationId } from "@packpost/db/organisation-id";
import { linkTag } from "../unsubscribe/link-tag.ts";
import { toToken } from "./base32.ts";

const LABEL = "packpost reply address v1";

/** The token of one human in one thread: the same each time it is asked for. */
export type ReplyTokenOf = (threadId: string, customerId: string) => string;

/**
 * Derives tokens (HMAC-SHA256, truncated to half), so that none is stored and a human keeps theirs.
 * @param options.authSecret AUTH_SECRET; the key is derived from it (HKDF-SHA256, RFC 5869), so it signs nothing else
 */
export function createReplyTokens(options: {
  readonly authSecret: string;
  readonly organisationId: OrganisationId;
}): ReplyTokenOf {
  return (threadId, customerId) => {
    const claim = [options.organisationId, threadId, customerId].join("/");
    return toToken(linkTag(LABEL, claim, options.authSecret));
  };
}

/** As it is kept: whoever reads the table cannot answer as anybody. */
export function hashReplyToken(token: string): string {
  return createHash("sha256").update(token.toLowerCase()).digest("hex");
}

/**
 * What may be tokens of ours among the addresses that a mail was sent to, in their order: 26 characters of base32 that are the whole
 * local part, or stand behind its `+`.
 */
export function tokensIn(addresses: readonly string[]): string[] {
  return addresses.flatMap((address) => {
    const local = address.slice(0, address.lastIndexOf("@")).toLowerCase();
    const token = local.slice(local.lastIndexOf("+") + 1);
    return /^[a-z2-7]{26}$/.test(token) ? [token] : [];
  });
}
