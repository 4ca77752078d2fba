import { hash, timingSafeEqual } from "node:crypto";
import { readWebhookHashes, type WebhookHashes } from "@packpost/core/webhook/read-webhook-hashes";
import { isWebhookPassword, WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import type { Orm } from "@packpost/db/orm";
import {
  authenticateWebhook,
  readBasicPair,
  type WebhookCredentials,
} from "@packpost/providers/postmark/webhook/authenticate-webhook";

/** So long an ended password may still open; events come in thousands, and each would read the same row. */
const KEPT_MS = 2_000;
const MOST_KEPT = 1_000;

type Kept = {
  readonly read: Promise<WebhookHashes>;
  readonly readAt: number;
  /** Hash of the header that opened last, by these hashes: it comes with every event. */
  opened?: Buffer;
};

/**
 * Who may tell events of an organisation: whoever has that organisation's own password, the current one or the one before;
 * in an installation of a single organisation also whoever has the environment's.
 */
export class WebhookDoor {
  readonly #orm: Orm;
  readonly #environment: WebhookCredentials | undefined;
  readonly #kept = new Map<string, Kept>();

  constructor(orm: Orm, environment?: WebhookCredentials) {
    this.#orm = orm;
    this.#environment = environment;
  }

  /**
   * Whether a request's `Authorization` header opens the organisation; at once where it did a moment ago.
   * @param organisationId from the path, not trusted
   */
  opens(header: string | undefined, organisationId: string): boolean | Promise<boolean> {
    const given = hash("sha256", header ?? "", "buffer");
    const kept = this.#kept.get(organisationId);
    const known = kept?.opened !== undefined && timingSafeEqual(given, kept.opened);
    if (known && kept.readAt + KEPT_MS > performance.now()) return true;
    return this.#compare(header, given, organisationId);
  }

  /** A password may have been changed since the hashes were read: before a 401, which loses the event, they are read anew. */
  async #compare(header: string | undefined, given: Buffer, organisationId: string): Promise<boolean> {
    const arrivedAt = performance.now();
    for (let oldest = arrivedAt - KEPT_MS; ; oldest = arrivedAt) {
      const kept = this.#readSince(oldest, organisationId);
      if (this.#fits(header, await kept.read)) {
        kept.opened = given;
        return true;
      }
      if (kept.readAt >= arrivedAt) return false;
    }
  }

  #fits(header: string | undefined, { hashes, only }: WebhookHashes): boolean {
    const { user, password } = readBasicPair(header);
    const own = isWebhookPassword(password, hashes) && user === WEBHOOK_USER;
    // Both are looked at, whichever is right.
    return [
      own,
      only && this.#environment !== undefined && authenticateWebhook(header, this.#environment),
    ].includes(true);
  }

  #readSince(oldest: number, organisationId: string): Kept {
    const found = this.#kept.get(organisationId);
    if (found && found.readAt >= oldest) return found;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    const kept: Kept = {
      read: readWebhookHashes(this.#orm, organisationId),
      readAt: performance.now(),
    };
    this.#kept.set(organisationId, kept);
    kept.read.catch(() => {
      if (this.#kept.get(organisationId) === kept) this.#kept.delete(organisationId);
    });
    return kept;
  }
}
