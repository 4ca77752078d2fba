import type { Permission } from "@packpost/core/access/permissions";

const fields = { firstName: "Ana", lastName: "Ray", email: "ana@mail.example", phone: "" };

interface Target {
  readonly customerId: string;
  readonly familyId: string;
  readonly petId: string;
  readonly importId: string;
}

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
    input: (target: Target) => unknown;
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
  "customer.count": { for: "customer.read", input: () => ({}), answersWithNothing: true },
  "customer.silent": { for: "customer.read", input: () => undefined, answersWithNothing: true },
  "customer.families": {
    for: "customer.read",
    input: () => ({ without: "email" }),
    answersWithNothing: true,
  },
  "customer.familyReach": {
    for: "conversation.own_schedule",
    input: ({ customerId }) => ({ customerId }),
  },
  "customer.kept": {
    for: "conversation.own_schedule",
    input: ({ customerId }) => ({ customerId }),
    answersWithNothing: true,
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
  "customer.file": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.transactions": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.add": {
    for: "customer.edit",
    // No family has a customer's id.
    input: ({ customerId }) => ({
      ...{ customerId: crypto.randomUUID(), fields: { ...fields, email: "", firstName: "Nobody yet" } },
      family: { familyId: customerId, newName: null },
    }),
  },
  "customer.move": {
    for: "customer.edit",
    input: ({ customerId, familyId }) => ({
      ...{ customerId, seenFamilyId: familyId, to: { familyId: crypto.randomUUID(), newName: null } },
    }),
  },
  "customer.makePrimary": {
    for: "customer.edit",
    input: ({ customerId }) => ({ customerId, seenPrimaryId: null }),
  },
  "customer.saveFamily": {
    for: "customer.edit",
    input: ({ familyId }) => ({ familyId, name: "Stolen", seen: "somebody else's" }),
  },
  "customer.addPet": {
    for: "customer.edit",
    input: ({ familyId }) => ({
      ...{ petId: crypto.randomUUID(), familyId, fields: { name: "Eve", kind: "", status: "active" } },
    }),
  },
  "customer.savePet": {
    for: "customer.edit",
    input: ({ petId }) => ({
      petId,
      fields: { name: "Eve", kind: "", status: "active" },
      seen: { name: "Nobody", kind: "", status: "active" },
    }),
  },
  "customer.saveApplication": {
    for: "customer.edit",
    input: ({ customerId }) => ({
      ...{ customerId, passId: crypto.randomUUID(), status: "denied", seen: null },
    }),
  },
  "customer.saveRegistration": {
    for: "customer.edit",
    input: ({ petId }) => ({
      ...{ petId, passId: crypto.randomUUID(), seen: null },
      fields: { status: "active", validThrough: "2027-12-31" },
    }),
  },
  "customer.addTransaction": {
    for: "customer.edit",
    input: ({ customerId }) => ({
      ...{ transactionId: crypto.randomUUID(), customerId, kind: "visit", date: "2026-01-02", what: "" },
    }),
  },
  "customer.takeOutTransaction": {
    for: "customer.edit",
    input: ({ customerId }) => ({ transactionId: customerId }),
  },
  "customer.putBackTransaction": {
    for: "customer.edit",
    input: ({ customerId }) => ({ transactionId: customerId }),
  },
  "customer.email.get": { for: "customer.write_email", input: ({ customerId }) => ({ customerId }) },
  "customer.email.preview": {
    for: "customer.write_email",
    input: ({ customerId }) => ({ customerId, subject: "Hi", bodyMarkdown: "Hello" }),
  },
  "customer.email.saveDraft": {
    for: "customer.write_email",
    input: ({ customerId }) => ({
      ...{ customerId, mailId: crypto.randomUUID(), subject: "Hi", bodyMarkdown: "Hello", version: 1 },
    }),
  },
  "customer.email.send": {
    for: "customer.write_email",
    input: ({ customerId }) => ({
      ...{ customerId, mailId: crypto.randomUUID(), subject: "Hi", bodyMarkdown: "Hello" },
      to: "ana@mail.example",
    }),
  },
  "customer.email.again": {
    for: "customer.write_email",
    input: ({ customerId }) => ({
      ...{ customerId, deliveryId: crypto.randomUUID(), mailId: crypto.randomUUID() },
    }),
  },
  "customer.erase": {
    for: "settings.manage",
    input: ({ customerId }) => ({ customerId, number: 1, reason: "They asked for it by mail" }),
  },
  "customer.merge.list": { for: "customer.read", input: ({ customerId }) => ({ customerId }) },
  "customer.merge.preview": {
    for: "customer.edit",
    input: ({ customerId }) => ({ keptId: customerId, mergedId: customerId }),
  },
  "customer.merge.customers": {
    for: "customer.edit",
    input: ({ customerId }) => ({
      ...{ keptId: customerId, mergedId: crypto.randomUUID() },
      seen: { kept: "2026-01-01T00:00:00Z", merged: "2026-01-01T00:00:00Z" },
    }),
  },
  "customer.merge.families": {
    for: "customer.edit",
    input: () => ({ keptFamilyId: crypto.randomUUID(), mergedFamilyId: crypto.randomUUID() }),
  },
  "customer.merge.split": {
    for: "customer.edit",
    input: ({ customerId }) => ({ familyId: crypto.randomUUID(), name: "Okafor", customerIds: [customerId] }),
  },
  "customer.merge.undo": { for: "customer.edit", input: () => ({ mergeId: crypto.randomUUID() }) },
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
