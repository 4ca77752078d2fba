import { createKeySeal, type KeySeal } from "@packpost/core/provider-key/key-seal";
import { env } from "#web/env.ts";

/** Seals keys of organisations' own accounts for worker and api; null where SECRETS_KEY is not set. */
export function getKeySeal(): KeySeal | null {
  return env.SECRETS_KEY === undefined ? null : createKeySeal(env.SECRETS_KEY, env.SECRETS_KEY_PREVIOUS);
}
