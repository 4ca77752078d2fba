import { UUID_BYTES, uuidFromBytes, uuidToBytes } from "../uuid-bytes.ts";
import { isLinkTag, linkTag } from "./link-tag.ts";

/** Whom an unsubscribe link speaks for. Both are uuids. */
export interface UnsubscribeClaim {
  readonly organisationId: string;
  readonly recipientId: string;
}

const label = "packpost unsubscribe token v1";
const tokenLength = 64;

/**
 * Mint the token of an unsubscribe link: two ids and a tag, 64 characters of base64url. It never expires:
 * a link in an old mail must work (RFC 8058, and the law).
 * @param secret AUTH_SECRET; the key is derived from it (HKDF-SHA256, RFC 5869), so it signs nothing else
 */
export function mintUnsubscribeToken(claim: UnsubscribeClaim, secret: string): string {
  const ids = Buffer.concat([uuidToBytes(claim.organisationId), uuidToBytes(claim.recipientId)]);
  return Buffer.concat([ids, linkTag(label, ids, secret)]).toString("base64url");
}

/**
 * Read a token back, in constant time for every well-formed one.
 * @param linked the token as it stood in the link, with what a mail program has done to it
 * @param secrets the current secret and those before it: links outlive every rotation
 * @returns undefined for anything we did not mint
 */
export function verifyUnsubscribeToken(
  linked: string,
  secrets: readonly (string | undefined)[],
): UnsubscribeClaim | undefined {
  const token = withoutRest(linked);
  if (token === undefined) return undefined;
  const bytes = Buffer.from(token, "base64url");
  const ids = bytes.subarray(0, 2 * UUID_BYTES);
  const tag = bytes.subarray(2 * UUID_BYTES);
  return isLinkTag(label, { said: ids, tag }, secrets)
    ? {
        organisationId: uuidFromBytes(ids.subarray(0, UUID_BYTES)),
        recipientId: uuidFromBytes(ids.subarray(UUID_BYTES)),
      }
    : undefined;
}

/**
 * What mail programs and people put around a link (blanks and line breaks, `>`, a full stop, `=20`, a bracket, an entity) is not
 * its own; what would lengthen the token itself makes it another one.
 */
function withoutRest(linked: string): string | undefined {
  if (linked.length > mostLinked) return undefined;
  const tight = linked.replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]|=\r?\n/g, "");
  return new RegExp(`^[<("'“‘]?([\\w-]{${tokenLength}})(?![\\w-])`).exec(tight)?.[1];
}

const mostLinked = 1_000;
