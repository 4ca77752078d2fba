import { createHash, randomBytes, randomInt } from "node:crypto";
import { type OrganisationId, organisationIdFrom } from "@packpost/db/organisation-id";
import { uuidFromBytes, uuidToBytes } from "../uuid-bytes.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const PUBLIC_LENGTH = 10;
/** `ppk_`, its public part, and after a further `_` the organisation (16 bytes) and 256 random bits, both in base64url. */
const shape = /^ppk_([A-Za-z0-9]{10})_([A-Za-z0-9_-]{22})[A-Za-z0-9_-]{43}$/;

/** A key as it is sent with a request, not proved yet. */
export interface ReadKey {
  readonly organisationId: OrganisationId;
  readonly publicPart: string;
  /** SHA-256 of the whole key, in hex: its random part is no word of any dictionary. */
  readonly hash: string;
}

/** A new key of an organisation, to be shown once. */
export function makeKey(organisationId: OrganisationId): { key: string; publicPart: string; hash: string } {
  const publicPart = Array.from({ length: PUBLIC_LENGTH }, () => alphabet[randomInt(alphabet.length)]).join(
    "",
  );
  const organisation = uuidToBytes(organisationId).toString("base64url");
  const key = `ppk_${publicPart}_${organisation}${randomBytes(32).toString("base64url")}`;
  return { key, publicPart, hash: hashOf(key) };
}

/** What a text says that is to be a key; null when it is none. The organisation it names is believed once its hash fits. */
export function readKey(text: string): ReadKey | null {
  const [, publicPart, organisation] = shape.exec(text) ?? [];
  if (publicPart === undefined || organisation === undefined) return null;
  const id = uuidFromBytes(Buffer.from(organisation, "base64url"));
  return { organisationId: organisationIdFrom(id), publicPart, hash: hashOf(text) };
}

/** How staff see a key again. @param publicPart as it is kept */
export function shownPrefix(publicPart: string): string {
  return `ppk_${publicPart}_…`;
}

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
