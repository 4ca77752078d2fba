import { createHash, randomBytes } from "node:crypto";
import { type OrganisationId, organisationIdFrom } from "@packpost/db/organisation-id";
import { fromToken, TOKEN_LENGTH, toToken } from "../reply-address/base32.ts";
import { uuidFromBytes, uuidToBytes } from "../uuid-bytes.ts";

/** A link's token as it came, not proved yet. */
export interface ReadLink {
  /** Believed once the hash is found there. */
  readonly organisationId: OrganisationId;
  readonly hash: string;
}

/**
 * A new token for a link that is mailed to somebody of the team: 26 letters say whose it is, 26 are 128 random bits. Small letters and
 * digits only, which no mail program takes apart (T49). The token goes into the mail, its hash into the database.
 */
export function makeLink(organisationId: OrganisationId): { token: string; hash: string } {
  const token = `${toToken(uuidToBytes(organisationId))}${toToken(randomBytes(16))}`;
  return { token, hash: hashOf(token) };
}

/** @returns null for what is no token of ours */
export function readLink(token: string): ReadLink | null {
  const organisation = fromToken(token.slice(0, TOKEN_LENGTH));
  if (organisation === undefined || fromToken(token.slice(TOKEN_LENGTH)) === undefined) return null;
  const organisationId = organisationIdFrom(uuidFromBytes(Buffer.from(organisation)));
  return { organisationId, hash: hashOf(token.toLowerCase()) };
}

function hashOf(token: string): string {
  return createHash("sha256").update(`staff link ${token}`).digest("base64url");
}
