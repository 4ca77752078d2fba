import type { Caller, Deed } from "./deeds.ts";

const idOfKey = async (caller: Caller) => {
  const [key] = (await caller.apiKey.list()).keys;
  if (key === undefined) throw new Error("there is no key");
  return key.id;
};
const makeKey = async (caller: Caller) => {
  await caller.apiKey.create({ name: "Work orders", scopes: ["mail:send"] });
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
};
