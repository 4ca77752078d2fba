import { readWay } from "../support/customer-calls.ts";

const someId = "019aaaaa-0000-7000-8000-000000000000";

/** Of the procedures of customers and their files, as {@link procedureInputs}. */
export function customerInputs({
  campaignId,
  passId,
}: {
  campaignId: string;
  passId: string;
}): Record<string, unknown> {
  const page = { search: "ana", cursor: null, pageSize: 50 };
  return {
    "customer.get": { customerId: someId },
    "customer.setZone": { customerId: someId, zone: "Europe/Berlin", seen: null },
    "customer.list": { ...page, email: "blocked", text: "on", passId, silence: "in_90", order: "desc" },
    "customer.count": { email: "blocked", text: "on", passId, silence: "in_90" },
    "customer.silent": undefined,
    "customer.families": { search: "", without: "any", cursor: null, pageSize: 50 },
    "customer.familyReach": { customerId: someId },
    "customer.kept": { customerId: someId },
    "customer.passes": undefined,
    "customer.mailCounts": { customerId: someId },
    "customer.mails": { customerId: someId, cursor: null, pageSize: 50 },
    "customer.clicks": { customerId: someId, recipientId: someId, cursor: null, pageSize: 50 },
    "customer.notes": { customerId: someId, cursor: null, pageSize: 50 },
    "customer.communications": { customerId: someId },
    "customer.changeCommunication": {
      ...{ customerId: someId, channel: "campaign", subscribed: true, reason: "They called" },
    },
    "customer.save": {
      customerId: someId,
      fields: { firstName: "Ana", lastName: "Ray", email: "ana@mail.example", phone: "+1 202 555 0142" },
      seen: { firstName: "Ana", lastName: "Roy", email: "ana@mail.example", phone: "" },
      anyway: false,
    },
    "customer.file": { customerId: someId },
    "customer.transactions": { customerId: someId, cursor: null, pageSize: 50 },
    "customer.add": {
      customerId: someId,
      fields: { firstName: "Ana", lastName: "Ray", email: "ana@mail.example", phone: "+1 202 555 0142" },
      family: { familyId: someId, newName: "Ray" },
      anyway: false,
    },
    "customer.move": { customerId: someId, to: { familyId: someId, newName: "Ray" }, seenFamilyId: someId },
    "customer.makePrimary": { customerId: someId, seenPrimaryId: someId },
    "customer.saveFamily": { familyId: someId, name: "Ray", seen: "Roy" },
    "customer.addPet": {
      ...{ petId: someId, familyId: someId, anyway: false },
      fields: { name: "Biscuit", kind: "Dog", status: "active" },
    },
    "customer.savePet": {
      petId: someId,
      fields: { name: "Biscuit", kind: "Dog", status: "inactive" },
      seen: { name: "Biscuit", kind: "", status: "active" },
    },
    "customer.saveApplication": { customerId: someId, passId, status: "approved", seen: "pending" },
    "customer.saveRegistration": {
      ...{ petId: someId, passId },
      fields: { status: "active", validThrough: "2027-12-31" },
      seen: { status: "inactive", validThrough: "2026-12-31" },
    },
    "customer.addTransaction": {
      ...{ transactionId: someId, customerId: someId, kind: "visit", date: "2026-01-02", what: "Wash" },
    },
    "customer.takeOutTransaction": { transactionId: someId },
    "customer.putBackTransaction": { transactionId: someId },
    "customer.email.get": { customerId: someId },
    "customer.email.preview": { customerId: someId, subject: "Hi", bodyMarkdown: "Hello {{first_name|you}}" },
    "customer.email.saveDraft": {
      ...{ customerId: someId, mailId: someId, subject: "Hi", bodyMarkdown: "Hello", version: 1 },
    },
    "customer.email.send": {
      ...{ customerId: someId, mailId: someId, subject: "Hi", bodyMarkdown: "Hello" },
      ...{ to: "ana@mail.example", draftVersion: 1 },
    },
    "customer.email.again": { customerId: someId, deliveryId: someId, mailId: someId },
    "customerImport.get": { importId: someId },
    "customerImport.list": { cursor: { createdAt: "2026-11-30T10:00:00.000Z", id: someId }, pageSize: 50 },
    "customerImport.rows": { importId: someId, outcome: "refused", cursor: 12, pageSize: 50 },
    "customerImport.change": { importId: someId, noun: "customer", settings: readWay },
    "customerImport.look": { importId: someId, seenRevision: 1 },
    "customerImport.confirm": { importId: someId, seenRevision: 1 },
    "customerImport.undo": { importId: someId, seenRevision: 1 },
    "customerImport.discard": { importId: someId, seenRevision: 1 },
    "customer.erase": { customerId: someId, number: 1, reason: "They asked for it" },
    "customer.merge.list": { customerId: someId },
    "customer.merge.preview": { keptId: someId, mergedId: someId },
    "customer.merge.customers": {
      ...{ keptId: someId, mergedId: campaignId, take: ["email"] },
      seen: { kept: "2026-01-01T00:00:00Z", merged: "2026-01-01T00:00:00Z" },
    },
    "customer.merge.families": { keptFamilyId: someId, mergedFamilyId: campaignId },
    "customer.merge.split": { familyId: someId, name: "Okafor", customerIds: [someId], petIds: [someId] },
    "customer.merge.undo": { mergeId: someId },
    "customer.sendings": { customerId: someId },
    "customer.why": { customerId: someId, kind: "campaign", id: campaignId },
    "customer.message": { customerId: someId, kind: "recipient", id: someId },
  };
}
