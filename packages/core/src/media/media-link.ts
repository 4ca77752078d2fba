import type { PictureExtension } from "../picture/picture-name.ts";
import { isLinkTag, linkTag } from "../unsubscribe/link-tag.ts";
import type { LinkSecrets } from "../unsubscribe/secrets.ts";
import { UUID_BYTES, uuidFromBytes, uuidToBytes } from "../uuid-bytes.ts";

/** What a link speaks for: one picture of one text, until a time. */
export interface MediaClaim {
  readonly organisationId: string;
  readonly deliveryId: string;
  readonly attachmentId: string;
}

/** The address of a picture of a text. @param place among its pictures, from 0 */
export type MediaUrlOf = (
  picture: { deliveryId: string; attachmentId: string; extension: PictureExtension },
  place: number,
) => string;

/** The provider fetches within seconds; a text that waits for its turn there has a quarter of an hour. */
const VALID_MS = 15 * 60_000;

const label = "packpost media link v1";
const timeBytes = 6;
const tokenPattern = /^[\w-]{94}$/;

/**
 * Makes addresses at which the provider of texts fetches pictures (T24): for this picture of this text alone, for a quarter of an hour,
 * without any session. Names have at most 20 plain characters.
 * @param parts.authSecret the key is derived from it (HKDF-SHA256, RFC 5869), so it signs nothing else
 */
export function createMediaUrls(parts: {
  readonly appUrl: string;
  readonly authSecret: string;
  readonly organisationId: string;
  readonly now?: () => number;
}): MediaUrlOf {
  const { appUrl, authSecret, organisationId, now = Date.now } = parts;
  return ({ extension, ...ids }, place) => {
    const token = mintMediaToken({ organisationId, ...ids }, now() + VALID_MS, authSecret);
    return `${appUrl.replace(/\/+$/, "")}/media/${token}/picture-${place + 1}.${extension}`;
  };
}

function mintMediaToken(claim: MediaClaim, untilMs: number, secret: string): string {
  const until = Buffer.alloc(timeBytes);
  until.writeUIntBE(untilMs, 0, timeBytes);
  const ids = [claim.organisationId, claim.deliveryId, claim.attachmentId].map(uuidToBytes);
  const said = Buffer.concat([...ids, until]);
  return Buffer.concat([said, linkTag(label, said, secret)]).toString("base64url");
}

/**
 * Reads a link's token.
 * @returns undefined for what we did not mint, and once its time is over
 */
export function readMediaToken(
  token: string,
  secrets: LinkSecrets,
  nowMs = Date.now(),
): MediaClaim | undefined {
  if (!tokenPattern.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  const said = bytes.subarray(0, 3 * UUID_BYTES + timeBytes);
  const tag = bytes.subarray(said.length);
  if (!isLinkTag(label, { said, tag }, secrets) || said.readUIntBE(3 * UUID_BYTES, timeBytes) < nowMs)
    return undefined;
  const [organisationId = "", deliveryId = "", attachmentId = ""] = [0, 1, 2].map((place) =>
    uuidFromBytes(said.subarray(place * UUID_BYTES, (place + 1) * UUID_BYTES)),
  );
  return { organisationId, deliveryId, attachmentId };
}
