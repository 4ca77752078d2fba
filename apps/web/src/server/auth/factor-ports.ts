import { type RelyingParty, relyingPartyOf } from "@packpost/core/second-factor/relying-party";
import { createTotpSeals, type TotpSeals } from "@packpost/core/second-factor/totp";
import { linkSecrets } from "@packpost/core/unsubscribe/secrets";
import { env } from "#web/env.ts";
import { allowedOrigins } from "#web/server/http/origins.ts";
import { singleton } from "#web/server/singleton.ts";

/** What ways of signing in are sealed and signed with. */
export function factorPorts(): { readonly seals: TotpSeals; readonly rp: RelyingParty } {
  return singleton("factor-ports", () => ({
    seals: createTotpSeals(linkSecrets(env.AUTH_SECRET, env.AUTH_SECRET_PREVIOUS)),
    rp: relyingPartyOf(env.APP_URL, allowedOrigins(env.APP_URL)),
  }));
}
