import { type Cipheriv, createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { OrganisationId } from "@packpost/db/organisation-id";
import type { LinkSecrets } from "../unsubscribe/secrets.ts";
import { uuidFromBytes } from "../uuid-bytes.ts";
import { fromToken, toToken } from "./base32.ts";

const LABEL = "packpost mail token v1";

/** Of the addresses at which single mails are answered (V9): a campaign's to a recipient, or a mail of its own. */
export interface MailTokens {
  /** @param mailId the recipient's or the delivery's */
  readonly of: (mailId: string) => string;
  /** Which mail a token may name, one id for each secret; whether there is such a mail, the database says. */
  readonly idsIn: (token: string) => string[];
}

/**
 * A token is the mail's id under AES-128, one block: nothing is written for a mail, whoever reads the tables learns no token, and whoever
 * knows one learns neither the id nor another token. A token that we have not made leads to a chance 128 bits, which name no mail.
 * @param options.secrets AUTH_SECRET and those before it; each organisation's key is derived (HKDF-SHA256, RFC 5869) and opens nothing else
 */
export function createMailTokens(options: {
  readonly secrets: LinkSecrets;
  readonly organisationId: OrganisationId;
}): MailTokens {
  const keyOf = (secret: string) =>
    Buffer.from(hkdfSync("sha256", secret, "", `${LABEL}/${options.organisationId}`, 16));
  let cipher: Cipheriv | undefined;
  return {
    of(mailId) {
      // One block a call: without chaining and padding, the same cipher serves them all.
      cipher ??= createCipheriv("aes-128-ecb", keyOf(options.secrets[0]), null).setAutoPadding(false);
      return toToken(cipher.update(mailId.replaceAll("-", ""), "hex"));
    },
    idsIn(token) {
      const bytes = fromToken(token);
      if (bytes === undefined) return [];
      return options.secrets.map((secret) =>
        uuidFromBytes(
          createDecipheriv("aes-128-ecb", keyOf(secret), null).setAutoPadding(false).update(bytes),
        ),
      );
    },
  };
}
