import { createHash, timingSafeEqual } from "node:crypto";

/** Basic-auth pair that Postmark's webhook is set up with; `previousPassword` is valid too during a rotation. */
export interface WebhookCredentials {
  readonly user: string;
  readonly password: string;
  readonly previousPassword?: string | undefined;
}

/**
 * Does this `Authorization` header carry the webhook's credentials? Takes the same time for every wrong answer.
 * @throws Error when the credentials are empty: an unset secret must never let anybody in
 */
export function authenticateWebhook(
  header: string | null | undefined,
  credentials: WebhookCredentials,
): boolean {
  if (credentials.user === "" || credentials.password === "")
    throw new Error("Webhook credentials are empty");
  const pair = readPair(header);
  const current = sameText(pair, `${credentials.user}:${credentials.password}`);
  const previousPassword = credentials.previousPassword || credentials.password;
  const previous = sameText(pair, `${credentials.user}:${previousPassword}`);
  // No short circuit: both comparisons always run.
  return [current, previous].includes(true);
}

/** User and password of an `Authorization` header (RFC 7617); both empty when it carries none. */
export function readBasicPair(header: string | null | undefined): { user: string; password: string } {
  const [user = "", ...password] = readPair(header).split(":");
  return { user, password: password.join(":") };
}

function readPair(header: string | null | undefined): string {
  const given = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header?.trim() ?? "")?.[1] ?? "";
  return Buffer.from(given, "base64").toString("utf8");
}

/** Hashed first, so that lengths do not show either. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(
    createHash("sha256").update(one).digest(),
    createHash("sha256").update(other).digest(),
  );
}
