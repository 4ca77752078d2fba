import type { ApiScope } from "@packpost/core/api-key/schemas";

/** What a key may, as staff read it. */
export const scopeWords: Readonly<Record<ApiScope, { word: string; meaning: string }>> = {
  "customers:read": { word: "Read customers", meaning: "Look up customers, families and pets" },
  "customers:write": {
    word: "Change customers",
    meaning: "Add and change customers, families, pets, applications, registrations, visits and purchases",
  },
  "mail:send": {
    word: "Send mail",
    meaning: "Send work orders, e-signature and card-processing mail to single customers",
  },
  "outcomes:read": { word: "Read outcomes", meaning: "See what became of each mail and text" },
  webhooks: {
    word: "Manage webhooks",
    meaning: "See how webhooks do, test them, turn them on and off, have outcomes sent again",
  },
};
