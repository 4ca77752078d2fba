import type { Deed } from "./deeds.ts";
import { editDeeds } from "./edit-deeds.ts";

/** Runs a statement as the owner and gives the `id` of its first row; `$1` is the organisation. */
export type One = (statement: string, ...more: unknown[]) => Promise<string>;

/** What staff do with customers, and what the audit must say of it (O3). */
export function customerDeeds(one: One): Record<string, Deed> {
  const anyCustomer = () => one("select id from customer where organisation_id = $1 order by number limit 1");
  return {
    "customer.save": {
      act: async (caller) => {
        const customerId = await anyCustomer();
        const { firstName, lastName, email, phone } = await caller.customer.get({ customerId });
        const seen = { firstName, lastName, email: email ?? "", phone: phone ?? "" };
        return caller.customer.save({ customerId, seen, fields: { ...seen, firstName: "Renamed" } });
      },
      action: "customer.changed",
    },
    ...editDeeds(one, anyCustomer),
    "customer.changeCommunication": {
      act: async (caller) =>
        caller.customer.changeCommunication({
          ...{ customerId: await anyCustomer(), channel: "notice", subscribed: false },
        }),
      action: "preference.unsubscribed",
    },
  };
}
