import { randomUUID } from "node:crypto";
import { noFind, readWay } from "./customer-calls.ts";
import type { Caller, Deed } from "./deeds.ts";
import { editDeeds } from "./edit-deeds.ts";

/** Runs a statement as the owner and gives the `id` of its first row; `$1` is the organisation. */
export type One = (statement: string, ...more: unknown[]) => Promise<string>;

/** What staff do with customers, and what the audit must say of it (O3). */
export function customerDeeds(one: One): Record<string, Deed> {
  const anyCustomer = () => one("select id from customer where organisation_id = $1 order by number limit 1");
  /** A file in some state. */
  const anyImport = (state: string, more = "null", counts = 0) =>
    one(
      `insert into customer_import (organisation_id, noun, file_name, file_key, parts, bytes, found, settings, headers_key, state, finished_at, created, created_by)
       select $1, 'customer', 'people.csv', repeat('a', 26), 1, 1, $2, $3, '', '${state}', ${more}, ${counts}, id
       from staff_member where organisation_id = $1 limit 1 returning id`,
      ...[noFind, readWay],
    );
  const write = async (caller: Caller) => {
    customerId = await one(
      "select id from customer where organisation_id = $1 and email_key is not null order by number limit 1",
    );
    mailId = randomUUID();
    const { to } = await caller.customer.email.get({ customerId });
    const written = { customerId, mailId, subject: "Hi", bodyMarkdown: "Hello", to: to ?? "" };
    return caller.customer.email.send(written);
  };
  let customerId = "";
  let mailId = "";
  return {
    "customerImport.confirm": {
      act: async (caller) =>
        caller.customerImport.confirm({ importId: await anyImport("looked"), seenRevision: 0 }),
      action: "import.confirmed",
    },
    "customerImport.undo": {
      act: async (caller) =>
        caller.customerImport.undo({ importId: await anyImport("done", "now()", 1), seenRevision: 0 }),
      action: "import.undone",
    },
    "customerImport.discard": {
      act: async (caller) =>
        caller.customerImport.discard({ importId: await anyImport("draft"), seenRevision: 0 }),
      action: "import.discarded",
    },
    "customer.email.send": { act: write, action: "customer.email_sent" },
    "customer.email.again": {
      prepare: async (caller) => {
        await write(caller);
        await one(
          "update delivery set failed_at = now() where organisation_id = $1 and id = $2 returning id",
          mailId,
        );
      },
      act: (caller) => caller.customer.email.again({ customerId, deliveryId: mailId, mailId: randomUUID() }),
      action: "customer.email_sent_again",
    },
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
