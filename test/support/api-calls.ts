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
};
