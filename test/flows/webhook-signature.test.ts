import { createWebhookSecrets, signMessage } from "@packpost/core/webhook-out/webhook-secret";
import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";

const [today, before] = ["today's secret, as long as it must be", "the secret before it, just as long"];
const message = { id: "msg_1", seconds: Math.floor(Date.now() / 1000), body: '{"type":"test"}' };

it("P10 is verified by whoever follows standard-webhooks", () => {
  const [secret] = createWebhookSecrets([today])("endpoint", "salt");
  expect(new Webhook(secret).verify(message.body, signMessage(message, [secret]))).toEqual({ type: "test" });
  expect(() => new Webhook(secret).verify(`${message.body} `, signMessage(message, [secret]))).toThrow();
});

it("P10 goes on being verified by an endpoint that was shown its secret before AUTH_SECRET was changed", () => {
  const [shown] = createWebhookSecrets([before])("endpoint", "salt");
  const secrets = createWebhookSecrets([today, before])("endpoint", "salt");
  expect(new Webhook(shown).verify(message.body, signMessage(message, secrets))).toEqual({ type: "test" });
  const [other] = createWebhookSecrets([before])("another endpoint", "salt");
  expect(() => new Webhook(other).verify(message.body, signMessage(message, secrets))).toThrow();
});
