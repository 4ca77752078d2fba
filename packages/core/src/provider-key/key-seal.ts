import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Seals what may be read again by this installation alone, and only as what it was sealed for. */
export interface KeySeal {
  /** @param about what it is, e.g. organisation and channel; the same is needed to open it */
  seal(text: string, about: string): string;
  /** @throws {Error} when it was sealed under a SECRETS_KEY that is not known, for something else, or was changed */
  open(sealed: string, about: string): string;
  /** Sealed anew under today's SECRETS_KEY; null where it is already. @throws {Error} as `open` */
  reseal(sealed: string, about: string): string | null;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a nonce a value (NIST SP 800-38D); `about` is authenticated with it, so that no row can be read as another's.
 * @param secretsKey SECRETS_KEY, any text of at least 32 characters
 * @param previous SECRETS_KEY_PREVIOUS: those before it, separated by commas, which still open what they sealed
 * @param purpose what is sealed under it: another purpose has another key
 */
export function createKeySeal(
  secretsKey: string,
  previous = "",
  purpose = "packpost provider keys",
): KeySeal {
  const deriveKey = (secret: string) => Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
  const current = deriveKey(secretsKey);
  const older = previous
    .split(",")
    .flatMap((secret) => (secret.trim() === "" ? [] : [deriveKey(secret.trim())]));
  const seal = (text: string, about: string) => sealWith(current, text, about);
  const open = (sealed: string, about: string) => {
    for (const key of older) {
      const text = tryOpen(key, sealed, about);
      if (text !== null) return text;
    }
    return openWith(current, sealed, about);
  };
  return {
    seal,
    open: (sealed, about) => tryOpen(current, sealed, about) ?? open(sealed, about),
    reseal: (sealed, about) =>
      tryOpen(current, sealed, about) === null ? seal(open(sealed, about), about) : null,
  };
}

function sealWith(key: Buffer, text: string, about: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

function tryOpen(key: Buffer, sealed: string, about: string): string | null {
  try {
    return openWith(key, sealed, about);
  } catch {
    return null;
  }
}

function openWith(key: Buffer, sealed: string, about: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
  return Buffer.concat(text).toString("utf8");
}
