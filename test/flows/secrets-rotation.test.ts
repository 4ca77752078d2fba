import { resealSecrets } from "@packpost/core/provider-account/reseal-secrets";
import { findProviderKey } from "@packpost/core/provider-key/find-provider-key";
import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import { changeWebhookSecret, passwordSealedFor } from "@packpost/core/webhook/change-webhook-secret";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { keepOwnKey } from "../support/keep-own-key.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const [old, now] = ["the secrets key before its change as long", "the secrets key after its change as long"];

it("O2 SECRETS_KEY is changed: everything opens meanwhile, one pass seals it anew, and the old one can be forgotten", async () => {
  const [first, second] = [await world.organisation(1), await world.organisation(1)];
  const before = createKeySeal(old);
  for (const { ctx, token } of [first, second]) {
    await keepOwnKey(world, ctx.organisationId, { channel: "email", key: `${token}-before` }, before);
    await keepOwnKey(world, ctx.organisationId, { channel: "email", key: token }, before);
  }
  const sms = `AC${"0".repeat(32)}:token`;
  await keepOwnKey(world, first.ctx.organisationId, { channel: "sms", key: sms }, before);
  const { password } = await changeWebhookSecret({ ctx: first.ctx, seal: before });

  const both = createKeySeal(now, old);
  const keyOf = async (organisation: typeof first, seal: typeof both, channel: "email" | "sms" = "email") =>
    (await findProviderKey({ ctx: organisation.ctx, input: { channel, seal } }))?.key;
  expect(await keyOf(first, both)).toBe(first.token);
  await expect(keyOf(first, createKeySeal(now))).rejects.toThrow();
  // A key saved in the midst of it is today's already.
  await keepOwnKey(world, second.ctx.organisationId, { channel: "email", key: "saved meanwhile" }, both);

  expect(await resealSecrets(world.orm, both)).toBe(5);
  expect(await resealSecrets(world.orm, both)).toBe(0);
  const alone = createKeySeal(now);
  expect(await keyOf(first, alone)).toBe(first.token);
  expect(await keyOf(first, alone, "sms")).toBe(sms);
  expect(await keyOf(second, alone)).toBe("saved meanwhile");
  const { rows } = await world.owner.query(
    "select sealed_password from webhook_secret where organisation_id = $1",
    [first.ctx.organisationId],
  );
  expect(alone.open(rows[0].sealed_password, passwordSealedFor(first.ctx.organisationId))).toBe(password);
  await expect(
    resealSecrets(world.orm, createKeySeal("a third key that opens nothing of it, long")),
  ).rejects.toThrow();
});
