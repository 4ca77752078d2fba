import type { Caller, Deed } from "./deeds.ts";

const idOfKey = async (caller: Caller) => {
  const [key] = (await caller.apiKey.list()).keys;
  if (key === undefined) throw new Error("there is no key");
  return key.id;
};
const makeKey = async (caller: Caller) => {
  await caller.apiKey.create({ name: "Work orders", scopes: ["mail:send"] });
};

const idOfWebhook = async (caller: Caller) => {
  const webhook = (await caller.webhookOut.list()).at(-1);
  if (webhook === undefined) throw new Error("there is no webhook");
  return webhook.id;
};
const makeWebhook = async (caller: Caller) => {
  await caller.webhookOut.create({ name: "Shop", url: "https://shop.example/hook" });
};

/** What is done with API keys and outgoing webhooks (P10). */
export const apiDeeds: Record<string, Deed> = {
  "apiKey.create": { act: makeKey, action: "api_key.created" },
  "apiKey.rotate": {
    prepare: makeKey,
    act: async (caller) => caller.apiKey.rotate({ keyId: await idOfKey(caller), overlapHours: 24 }),
    action: "api_key.rotated",
  },
  "apiKey.revoke": {
    prepare: makeKey,
    act: async (caller) => caller.apiKey.revoke({ keyId: await idOfKey(caller) }),
    action: "api_key.revoked",
  },
  "webhookOut.create": { act: makeWebhook, action: "webhook.created" },
  "webhookOut.switch": {
    prepare: makeWebhook,
    act: async (caller) => caller.webhookOut.switch({ endpointId: await idOfWebhook(caller), on: false }),
    action: "webhook.turned_off",
  },
  "webhookOut.test": {
    prepare: makeWebhook,
    act: async (caller) => caller.webhookOut.test({ endpointId: await idOfWebhook(caller) }),
    action: "webhook.test_asked",
  },
  "webhookOut.replay": {
    prepare: makeWebhook,
    act: async (caller) => caller.webhookOut.replay({ endpointId: await idOfWebhook(caller), hours: 1 }),
    action: "webhook.replayed",
  },
  "webhookOut.rotateSecret": {
    prepare: makeWebhook,
    act: async (caller) => caller.webhookOut.rotateSecret({ endpointId: await idOfWebhook(caller) }),
    action: "webhook.secret_rotated",
  },
  "webhookOut.remove": {
    prepare: makeWebhook,
    act: async (caller) => caller.webhookOut.remove({ endpointId: await idOfWebhook(caller) }),
    action: "webhook.removed",
  },
};
