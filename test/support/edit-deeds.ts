import { randomUUID } from "node:crypto";
import type { One } from "./customer-deeds.ts";
import type { Caller, Deed } from "./deeds.ts";

const wanted = { validThrough: "2027-12-31" };

/** What staff add and change of customers, families and what they hold, and of passes (P11). */
export function editDeeds(one: One, anyCustomer: () => Promise<string>): Record<string, Deed> {
  const addTransaction = async (caller: Caller) =>
    caller.customer.addTransaction({
      ...{ transactionId: randomUUID(), customerId: await anyCustomer() },
      ...{ kind: "visit", date: "2026-01-02", what: "Wash" },
    });
  const anyTransaction = () =>
    one("select id from transaction where organisation_id = $1 order by id desc limit 1");
  const anyPass = () => one("select id from pass where organisation_id = $1 limit 1");
  const newPass = async (caller: Caller) => {
    const passId = randomUUID();
    await caller.pass.add({ passId, name: `Pass ${passId}` });
    return passId;
  };
  const retired = async (caller: Caller) => {
    await caller.pass.retire({ passId: await newPass(caller) });
  };
  const familyOf = async (caller: Caller) =>
    (await caller.customer.get({ customerId: await anyCustomer() })).family;
  return {
    "customer.add": {
      act: (caller) =>
        caller.customer.add({
          customerId: randomUUID(),
          fields: { firstName: "Nova", lastName: "Newcomer", email: "nova@audit.example", phone: "" },
          family: { familyId: randomUUID(), newName: "" },
        }),
      action: "customer.added",
    },
    "customer.move": {
      act: async (caller) => {
        const customerId = await anyCustomer();
        const { family } = await caller.customer.get({ customerId });
        return caller.customer.move({
          ...{ customerId, seenFamilyId: family.id, to: { familyId: randomUUID(), newName: "Own" } },
        });
      },
      action: "customer.moved",
    },
    "customer.makePrimary": {
      prepare: async (caller) => {
        const family = await familyOf(caller);
        await caller.customer.add({
          customerId: randomUUID(),
          ...{ fields: { firstName: "Second", lastName: "", email: "", phone: "" }, anyway: true },
          family: { familyId: family.id, newName: null },
        });
      },
      act: async (caller) => {
        const { people } = await caller.customer.get({ customerId: await anyCustomer() });
        const seenPrimaryId = people.find(({ contact }) => contact === "primary")?.id ?? null;
        const customerId = people.find(({ contact }) => contact === "secondary")?.id ?? "";
        return caller.customer.makePrimary({ customerId, seenPrimaryId });
      },
      action: "customer.made_primary",
    },
    "customer.saveFamily": {
      act: async (caller) => {
        const { id, name } = await familyOf(caller);
        return caller.customer.saveFamily({ familyId: id, name: "Renamed", seen: name });
      },
      action: "family.changed",
    },
    "customer.addPet": {
      act: async (caller) =>
        caller.customer.addPet({
          ...{ petId: randomUUID(), familyId: (await familyOf(caller)).id },
          fields: { name: "Quixote", kind: "Dog", status: "active" },
        }),
      action: "pet.added",
    },
    "customer.savePet": {
      act: async (caller) => {
        const { pets } = await caller.customer.file({ customerId: await anyCustomer() });
        const [pet] = pets;
        const { name = "", kind = "", status = "active" as const } = pet ?? {};
        const seen = { name, kind, status };
        return caller.customer.savePet({ petId: pet?.id ?? "", seen, fields: { ...seen, name: "Renamed" } });
      },
      action: "pet.changed",
    },
    "customer.saveApplication": {
      act: async (caller) => {
        const customerId = await anyCustomer();
        const { applications } = await caller.customer.file({ customerId });
        const [application] = applications;
        return caller.customer.saveApplication({
          ...{ customerId, passId: application?.passId ?? "" },
          ...{ status: application?.status === "denied" ? "approved" : "denied" },
          seen: application?.status ?? null,
        });
      },
      action: "application.changed",
    },
    "customer.saveRegistration": {
      act: async (caller) => {
        const { pets } = await caller.customer.file({ customerId: await anyCustomer() });
        const pet = pets.find(({ registrations }) => registrations.length > 0);
        const [registration] = pet?.registrations ?? [];
        if (pet === undefined || registration === undefined) throw new Error("nobody is registered");
        const { passId, status, validThrough } = registration;
        return caller.customer.saveRegistration({
          ...{ petId: pet.id, passId, seen: { status, validThrough }, fields: { status, ...wanted } },
        });
      },
      action: "registration.changed",
    },
    "customer.addTransaction": { act: addTransaction, action: "transaction.added" },
    "customer.takeOutTransaction": {
      prepare: async (caller) => void (await addTransaction(caller)),
      act: async (caller) => caller.customer.takeOutTransaction({ transactionId: await anyTransaction() }),
      action: "transaction.taken_out",
    },
    "customer.putBackTransaction": {
      prepare: async (caller) => {
        await addTransaction(caller);
        await caller.customer.takeOutTransaction({ transactionId: await anyTransaction() });
      },
      act: async (caller) => caller.customer.putBackTransaction({ transactionId: await anyTransaction() }),
      action: "transaction.put_back",
    },
    "pass.add": { act: newPass, action: "pass.added" },
    "pass.rename": {
      act: async (caller) => {
        const passId = await anyPass();
        const seen = (await caller.pass.list()).find(({ id }) => id === passId)?.name ?? "";
        return caller.pass.rename({ passId, name: "Renamed", seen });
      },
      action: "pass.renamed",
    },
    "pass.retire": {
      act: async (caller) => caller.pass.retire({ passId: await anyPass() }),
      action: "pass.retired",
    },
    "pass.bringBack": {
      prepare: retired,
      act: async (caller) => {
        const passes = await caller.pass.list();
        return caller.pass.bringBack({ passId: passes.find(({ retiredAt }) => retiredAt)?.id ?? "" });
      },
      action: "pass.brought_back",
    },
  };
}
