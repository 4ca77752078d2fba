import { sealedFor } from "@packpost/core/provider-key/find-provider-key";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import type { TestWorld } from "./open-world.ts";
import { secretsKey } from "./serve-api.ts";

/** Puts an organisation's own key in place as its test by the worker would, without asking its provider. */
export async function keepOwnKey(
  world: Pick<TestWorld, "owner">,
  organisationId: string,
  { channel, key }: { readonly channel: "email" | "sms"; readonly key: string },
  seal = createKeySeal(secretsKey),
): Promise<void> {
  await world.owner.query(
    `insert into provider_key (organisation_id, channel, provider, sealed_key) values ($1, $2, $3, $4)
     on conflict (organisation_id, channel) do update
     set previous_sealed_key = provider_key.sealed_key, sealed_key = excluded.sealed_key, changed_at = app_now()`,
    [
      ...[organisationId, channel, channel === "email" ? "postmark" : "twilio"],
      seal.seal(key, sealedFor(organisationId, channel)),
    ],
  );
}
