import type { Permission } from "@packpost/core/access/permissions";

interface Target {
  readonly customerId: string;
}

/** What takes each procedure of customers, and what it is called with. */
export const customerCalls: Record<
  string,
  { for: Permission; input: (target: Target) => unknown; answersWithNothing?: true }
> = {
  "customer.get": { for: "conversation.own_schedule", input: ({ customerId }) => ({ customerId }) },
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
  "customer.message": {
    for: "customer.read",
    input: ({ customerId }) => ({ customerId, kind: "delivery", id: crypto.randomUUID() }),
  },
};
