import { createHmac, randomBytes } from "node:crypto";
import type { LinkSecrets } from "../unsubscribe/secrets.ts";

/** The secrets that an endpoint's messages are signed with, as its owner was shown them: by today's AUTH_SECRET first. */
export type WebhookSecretsOf = (endpointId: string, salt: string) => [current: string, ...string[]];

/**
 * A secret follows from the endpoint, its salt and AUTH_SECRET, so none is stored: who reads the database can sign nothing. While
 * AUTH_SECRET is changed, messages are signed by the ones before it too.
 */
export function createWebhookSecrets(secrets: LinkSecrets): WebhookSecretsOf {
  return (endpointId, salt) => {
    const secretBy = (secret: string) =>
      `whsec_${createHmac("sha256", secret).update(`webhook out ${endpointId} ${salt}`).digest("base64")}`;
    const [current, ...previous] = secrets;
    return [secretBy(current), ...previous.map(secretBy)];
  };
}

export function makeSalt(): string {
  return randomBytes(16).toString("base64url");
}

/**
 * Headers of a message as standard-webhooks has them: its id, the second it was signed, a signature by each secret.
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signMessage(
  message: { readonly id: string; readonly seconds: number; readonly body: string },
  secrets: readonly string[],
): Record<string, string> {
  const signed = `${message.id}.${message.seconds}.${message.body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  });
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(message.seconds),
    "webhook-signature": signatures.join(" "),
  };
}
