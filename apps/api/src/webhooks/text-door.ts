import { hash, timingSafeEqual } from "node:crypto";
import type { KeySeal } from "@packpost/core/provider-key/key-seal";
import { type TextDoor as ReadDoor, readTextDoor } from "@packpost/core/texting/read-text-door";
import type { Orm } from "@packpost/db/orm";
import {
  authenticateWebhook,
  readAuthToken,
  type SignedRequest,
} from "@packpost/providers/twilio/authenticate-webhook";

/** So long an ended key or secret may still open; reports come by the hundred, and each would read the same rows. */
const KEPT_MS = 2_000;
const MOST_KEPT = 1_000;

/** Whose signature counts where an organisation has no account of its own. */
export interface TextAccounts {
  /** Opens organisations' own keys; null where SECRETS_KEY is not set. */
  readonly seal: KeySeal | null;
  /** The installation's auth token, and the one before it during a rotation; the simulator's signs by organisation. */
  readonly tokensOf: (organisationId: string) => readonly string[];
}

interface Kept {
  readonly read: Promise<ReadDoor>;
  readonly readAt: number;
}

/** Who may tell of an organisation's texts: whoever knows the secret of its path and signs with its account's token (T30). */
export class TextDoor {
  readonly #orm: Orm;
  readonly #accounts: TextAccounts;
  readonly #kept = new Map<string, Kept>();

  constructor(orm: Orm, accounts: TextAccounts) {
    this.#orm = orm;
    this.#accounts = accounts;
  }

  /**
   * Whether a request opens the organisation. A key may have been changed since it was read: before a refusal, which loses the
   * report, all is read anew.
   * @param organisationId from the path, not trusted, as the secret is not
   */
  async opens(organisationId: string, secret: string, request: SignedRequest): Promise<boolean> {
    const arrivedAt = performance.now();
    for (let oldest = arrivedAt - KEPT_MS; ; oldest = arrivedAt) {
      const kept = this.#readSince(oldest, organisationId.toLowerCase());
      if (this.#fits(await kept.read, organisationId.toLowerCase(), secret, request)) return true;
      if (kept.readAt >= arrivedAt) return false;
    }
  }

  #fits(door: ReadDoor, organisationId: string, secret: string, request: SignedRequest): boolean {
    if (door.secret === null) return false;
    const known = timingSafeEqual(hash("sha256", secret, "buffer"), hash("sha256", door.secret, "buffer"));
    const own = door.ownKeys.flatMap((key) => readAuthToken(key) ?? []);
    const tokens = own.length > 0 ? own : this.#accounts.tokensOf(organisationId);
    return tokens.length > 0 && [authenticateWebhook(request, tokens), known].every((fits) => fits);
  }

  #readSince(oldest: number, organisationId: string): Kept {
    const found = this.#kept.get(organisationId);
    if (found && found.readAt >= oldest) return found;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    const kept: Kept = {
      read: readTextDoor(this.#orm, organisationId, this.#accounts.seal),
      readAt: performance.now(),
    };
    this.#kept.set(organisationId, kept);
    kept.read.catch(() => {
      if (this.#kept.get(organisationId) === kept) this.#kept.delete(organisationId);
    });
    return kept;
  }
}
