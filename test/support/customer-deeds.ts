import { randomUUID } from "node:crypto";
import type { Caller, Deed } from "./deeds.ts";
import { editDeeds } from "./edit-deeds.ts";
import { importDeeds } from "./import-deeds.ts";

/** Runs a statement as the owner and gives the `id` of its first row; `$1` is the organisation. */
export type One = (statement: string, ...more: unknown[]) => Promise<string>;

/** What staff do with customers, and what the audit must say of it (O3). */
export function customerDeeds(one: One): Record<string, Deed> {
  const anyCustomer = () => one("select id from customer where organisation_id = $1 order by number limit 1");
  const write = async (caller: Caller) => {
    customerId = await one(
      "select id from customer where organisation_id = $1 and email_key is not null order by number limit 1",
    );
    mailId = randomUUID();
    const { to } = await caller.customer.email.get({ customerId });
    const written = { customerId, mailId, subject: "Hi", bodyMarkdown: "Hello", to: to ?? "" };
    return caller.customer.email.send(written);
  };
  const familyOf = async (nth: number) =>
    one(
      "select family_id as id from customer where organisation_id = $1 and merged_into is null group by family_id order by min(number) offset $2 limit 1",
      nth,
    );
  const headOf = (familyId: string) =>
    one(
      "select id from customer where organisation_id = $1 and family_id = $2 order by number limit 1",
      familyId,
    );
  const mergeTwo = async (caller: Caller) => {
    const keptId = await headOf(await familyOf(0));
    const mergedId = await headOf(await familyOf(1));
    const { kept, merged } = await caller.customer.merge.preview({ keptId, mergedId });
    const seen = { kept: kept.updatedAt, merged: merged.updatedAt };
    return caller.customer.merge.customers({ keptId, mergedId, seen });
  };
  let mergeId = "";
  let customerId = "";
  let mailId = "";
  return {
    ...importDeeds(one),
    "customer.erase": {
      act: async (caller) => {
        const erased = await headOf(await familyOf(2));
        const { number } = await caller.customer.get({ customerId: erased });
        return caller.customer.erase({ customerId: erased, number, reason: "They asked for it by mail" });
      },
      action: "customer.erased",
    },
    "customer.merge.customers": { act: mergeTwo, action: "customer.merged" },
    "customer.merge.undo": {
      prepare: async (caller) => {
        const done = await mergeTwo(caller);
        mergeId = "mergeId" in done ? done.mergeId : "";
      },
      act: (caller) => caller.customer.merge.undo({ mergeId }),
      action: "customer.merge_undone",
    },
    "customer.merge.families": {
      act: async (caller) =>
        caller.customer.merge.families({
          keptFamilyId: await familyOf(0),
          mergedFamilyId: await familyOf(1),
        }),
      action: "family.merged",
    },
    "customer.merge.split": {
      prepare: async (caller) => {
        await caller.customer.merge.families({
          ...{ keptFamilyId: await familyOf(0), mergedFamilyId: await familyOf(1) },
        });
      },
      act: async (caller) => {
        const familyId = await familyOf(0);
        return caller.customer.merge.split({ familyId, name: "New", customerIds: [await headOf(familyId)] });
      },
      action: "family.split",
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
