import { readWebhookHashes, type WebhookHashes } from "@packpost/core/webhook/read-webhook-hashes";
import { isWebhookPassword, WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { authenticateWebhook, readBasicPair } from "@packpost/providers/postmark/authenticate-webhook";
import { env } from "#web/env.ts";
import { getOrm } from "#web/server/database.ts";
import { processWide } from "#web/server/process-wide.ts";

/** So long an ended password may still open; events come in thousands, and each would read the same row. */
const keptMs = 2_000;
const mostKept = 1_000;

type Kept = { readonly read: Promise<WebhookHashes>; readonly until: number };

/**
 * Whether a request may tell events of the organisation that its path names: with that organisation's own password, the
 * current one or the one before; in an installation of a single organisation also with the environment's.
 * @param organisationId from the path, not trusted
 */
export async function mayTellEvents(header: string | null, organisationId: string): Promise<boolean> {
  const kept = processWide("webhook-hashes", () => new Map<string, Kept>());
  const wasKept = kept.has(organisationId);
  if (opens(header, await hashesOf(kept, organisationId))) return true;
  if (!wasKept) return false;
  // The password may have been changed since: a 401 would make the provider drop the event.
  kept.delete(organisationId);
  return opens(header, await hashesOf(kept, organisationId));
}

function opens(header: string | null, { hashes, only }: WebhookHashes): boolean {
  const { user, password } = readBasicPair(header);
  const own = isWebhookPassword(password, hashes) && user === WEBHOOK_USER;
  // Both are looked at, whichever is right.
  return [own, only && isEnvironments(header)].includes(true);
}

function isEnvironments(header: string | null): boolean {
  const { POSTMARK_WEBHOOK_USER: user, POSTMARK_WEBHOOK_PASSWORD: password } = env;
  if (user === undefined || password === undefined) return false;
  return authenticateWebhook(header, {
    user,
    password,
    previousPassword: env.POSTMARK_WEBHOOK_PASSWORD_PREVIOUS,
  });
}

function hashesOf(kept: Map<string, Kept>, organisationId: string): Promise<WebhookHashes> {
  const found = kept.get(organisationId);
  if (found && found.until > Date.now()) return found.read;
  if (kept.size >= mostKept) kept.clear();
  const read = getOrm().then((orm) => readWebhookHashes(orm, organisationId));
  kept.set(organisationId, { read, until: Date.now() + keptMs });
  read.catch(() => kept.delete(organisationId));
  return read;
}
