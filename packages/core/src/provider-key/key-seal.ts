import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Seals what may be read again by this installation alone, and only as what it was sealed for. */
export interface KeySeal {
  /** @param about what it is, e.g. organisation and channel; the same is needed to open it */
  seal(text: string, about: string): string;
  /** @throws {Error} when it was sealed under another SECRETS_KEY, for something else, or was changed */
  open(sealed: string, about: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a nonce a value (NIST SP 800-38D); `about` is authenticated with it, so that no row can be read as another's.
 * @param secretsKey SECRETS_KEY, any text of at least 32 characters
 * @param purpose what is sealed under it: another purpose has another key
 */
export function createKeySeal(secretsKey: string, purpose = "packpost provider keys"): KeySeal {
  const key = Buffer.from(hkdfSync("sha256", secretsKey, "", purpose, 32));
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
      return Buffer.concat(text).toString("utf8");
    },
  };
}
