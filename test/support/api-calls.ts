import type { Caller } from "./deeds.ts";

/** What each procedure of API keys and outgoing webhooks is called with (P10): for owners and admins. */
export const apiCalls: Record<
  string,
  (caller: Caller, target: { readonly customerId: string }) => Promise<unknown>
> = {
  "apiKey.list": (caller) => caller.apiKey.list(),
  "apiKey.create": (caller) => caller.apiKey.create({ name: "Access", scopes: ["mail:send"] }),
  "apiKey.rotate": (caller, { customerId }) => caller.apiKey.rotate({ keyId: customerId, overlapHours: 24 }),
  "apiKey.revoke": (caller, { customerId }) => caller.apiKey.revoke({ keyId: customerId }),
  "webhookOut.list": (caller) => caller.webhookOut.list(),
  "webhookOut.create": (caller) =>
    caller.webhookOut.create({ name: "Shop", url: "https://shop.example/hook" }),
  "webhookOut.switch": (caller, { customerId: endpointId }) =>
    caller.webhookOut.switch({ endpointId, on: false }),
  "webhookOut.test": (caller, { customerId: endpointId }) => caller.webhookOut.test({ endpointId }),
  "webhookOut.replay": (caller, { customerId: endpointId }) =>
    caller.webhookOut.replay({ endpointId, hours: 1 }),
  "webhookOut.rotateSecret": (caller, { customerId: endpointId }) =>
    caller.webhookOut.rotateSecret({ endpointId }),
  "webhookOut.remove": (caller, { customerId: endpointId }) => caller.webhookOut.remove({ endpointId }),
};

/** Those that name nothing that could be somebody else's. */
export const apiCallsOfNothing = ["apiKey.list", "apiKey.create", "webhookOut.list", "webhookOut.create"];
