import type { Permission } from "@packpost/core/access/permissions";

const fields = { firstName: "Ana", lastName: "Ray", email: "ana@mail.example", phone: "" };

/** How a file is read (P9). */
export const readWay = {
  ...{ encoding: "utf-8", separator: ",", dateOrder: null, country: null },
  ...{ mapping: ["email"], unsubscribeAll: false },
} as const;

/** What an upload has found. */
export const noFind = {
  ...{ encoding: "utf-8", separator: ",", columns: ["Email"], rows: [], dates: ["none"] },
  ...{ system: null, isRemembered: false },
};

/** What each procedure of customers is called with, and for whom it is (P1–P8); where nobody is found, some answer with nothing. */
export const customerCalls: Record<
  string,
  {
    for: Permission;
    input: (target: { readonly customerId: string; readonly importId: string }) => unknown;
    answersWithNothing?: true;
  }
> = {
  "customerImport.get": { for: "customer.import", input: ({ importId }) => ({ importId }) },
  "customerImport.list": { for: "customer.import", input: () => ({}), answersWithNothing: true },
  "customerImport.rows": {
    for: "customer.import",
    input: ({ importId }) => ({ importId, outcome: "refused" }),
  },
  "customerImport.change": {
    for: "customer.import",
    input: ({ importId }) => ({ importId, noun: "customer", settings: readWay }),
  },
  ...Object.fromEntries(
    ["look", "confirm", "undo", "discard"].map((work) => [
      `customerImport.${work}`,
      {
        for: "customer.import" as const,
        input: ({ importId }: { readonly importId: string }) => ({ importId, seenRevision: 0 }),
      },
    ]),
  ),
  "customer.get": { for: "conversation.own_schedule", input: ({ customerId }) => ({ customerId }) },
  "customer.setZone": {
    for: "customer.edit",
    input: ({ customerId }) => ({ customerId, zone: "Europe/Berlin", seen: null }),
  },
  "customer.list": {
    ...{ for: "conversation.own_schedule", input: () => ({ search: "Person" }), answersWithNothing: true },
  },
  "customer.passes": { for: "customer.read", input: () => undefined, answersWithNothing: true },
  "customer.mailCounts": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.mails": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.clicks": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.notes": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.communications": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.changeCommunication": {
    for: "customer.edit",
    input: ({ customerId }) => ({ customerId, channel: "notice", subscribed: false }),
  },
  "customer.save": {
    for: "customer.edit",
    input: ({ customerId }) => ({ customerId, fields, seen: { ...fields, firstName: "Nobody" } }),
  },
  "customer.sendings": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.why": {
    for: "customer.read",
    input: ({ customerId }) => ({ customerId, kind: "campaign", id: crypto.randomUUID() }),
  },
  "customer.message": {
    ...{
      for: "customer.read",
      input: ({ customerId }) => ({ customerId, kind: "delivery", id: crypto.randomUUID() }),
    },
  },
};
