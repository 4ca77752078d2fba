import { randomUUID } from "node:crypto";
import { listAudience } from "@packpost/core/audience/list-audience";
import { countAudience } from "@packpost/core/audience/review/count-audience";
import { listAudienceSchema } from "@packpost/core/audience/schemas";
import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { editCampaign } from "@packpost/core/campaign/draft/edit-campaign";
import { addPet } from "@packpost/core/customer/edit/add-pet";
import { addTransaction } from "@packpost/core/customer/edit/add-transaction";
import {
  addPetSchema,
  addTransactionSchema,
  saveApplicationSchema,
  savePetSchema,
  saveRegistrationSchema,
} from "@packpost/core/customer/edit/holding-schemas";
import { saveApplication } from "@packpost/core/customer/edit/save-application";
import { savePet } from "@packpost/core/customer/edit/save-pet";
import { saveRegistration } from "@packpost/core/customer/edit/save-registration";
import { putBackTransaction, takeOutTransaction } from "@packpost/core/customer/edit/take-out-transaction";
import { getFile } from "@packpost/core/customer/file/get-file";
import { listTransactions } from "@packpost/core/customer/file/list-transactions";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass, type TestPerson, type TestPet } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let campaignId: string;
let customerId: string;
let familyId: string;
let petId: string;

const ctx = () => organisation.as("senior");
const today = () =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", dateStyle: "short" }).format(new Date());
const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
});

/** A campaign for a pass of its own, and one person with a pet as the words say. */
const fresh = async (person: TestPerson = {}, pet: TestPet | null = {}) => {
  passId = await createPass(organisation, `Pass ${randomUUID()}`);
  const made = await createFamily(organisation, {
    passId,
    people: [person],
    pets: pet === null ? [] : [pet],
  });
  ({ familyId } = made);
  [customerId = ""] = made.customerIds;
  [petId = ""] = made.petIds;
  ({ campaignId } = await createCampaign({ ctx: ctx(), input: { name: "Spring" } }));
  await editCampaign({ ctx: ctx(), input: { campaignId, version: 1, changes: { passId } } });
};

/** Why the review says that they will not receive the campaign; none = they will. */
const review = async () => {
  const input = listAudienceSchema.parse({ campaignId, passId });
  const { people } = await listAudience({ ctx: ctx(), input });
  const count = await countAudience({ ctx: ctx(), input: { campaignId, passId } });
  const reasons = people.find((one) => one.customerId === customerId)?.reasons;
  if (reasons !== undefined)
    expect(count, "count and list say the same").toMatchObject(
      reasons.length === 0 ? { willReceive: 1, willNot: 0 } : { willReceive: 0, willNot: 1 },
    );
  return reasons?.map(({ code }) => code);
};
const application = (status: string, seen: string | null, to = customerId) =>
  saveApplication({
    ctx: ctx(),
    input: saveApplicationSchema.parse({ customerId: to, passId, status, seen }),
  });
const registration = (fields: object, seen: object | null) =>
  saveRegistration({ ctx: ctx(), input: saveRegistrationSchema.parse({ petId, passId, fields, seen }) });
const pet = (fields: object, seen: object = { name: "Rex", kind: "", status: "active" }) =>
  savePet({
    ctx: ctx(),
    input: savePetSchema.parse({
      petId,
      seen,
      fields: { name: "Rex", kind: "", status: "active", ...fields },
    }),
  });
const transaction = (more: object = {}) =>
  addTransaction({
    ctx: ctx(),
    input: addTransactionSchema.parse({
      ...{ transactionId: randomUUID(), customerId, kind: "visit", date: today(), what: "" },
      ...more,
    }),
  });
const list = async () =>
  (await listTransactions({ ctx: ctx(), input: { customerId, pageSize: 50 } })).transactions;
const audit = async (subject: string) => {
  const { rows } = await database.owner.query(
    "select action, detail from audit where subject_id = $1 and organisation_id = $2 order by id",
    [subject, organisation.organisationId],
  );
  return rows;
};

describe("C4 what stands in a file is at once in a campaign's review", () => {
  it("an application: added, decided, put back, set inactive", async () => {
    await fresh({ application: "none" });
    expect(await review()).toEqual(["application_none"]);
    expect(await application("pending", null)).toEqual({ outcome: "saved" });
    expect(await review()).toEqual(["application_pending"]);
    await application("approved", "pending");
    expect(await review()).toEqual([]);
    await application("denied", "approved");
    expect(await review()).toEqual(["application_denied"]);
    await application("inactive", "denied");
    expect(await review()).toEqual(["application_inactive"]);
    await application("pending", "inactive");
    expect(await review()).toEqual(["application_pending"]);
    expect((await audit(customerId)).map(({ action }) => action)).toEqual([
      "application.added",
      ...Array(4).fill("application.changed"),
    ]);
    expect(JSON.stringify(await audit(customerId))).not.toMatch(/approved|denied/);
  });

  it("a registration: added, run out, renewed, set inactive", async () => {
    await fresh({}, { registration: "none" });
    expect(await review()).toEqual(["registration_none"]);
    const until = (days: number) => ({ status: "active", validThrough: dayAfter(days) });
    expect(await registration(until(30), null)).toEqual({ outcome: "saved" });
    expect(await review()).toEqual([]);
    await registration(until(-9), until(30));
    expect(await review()).toEqual(["registration_expired"]);
    await registration(until(90), until(-9));
    expect(await review()).toEqual([]);
    await registration({ ...until(90), status: "inactive" }, until(90));
    expect(await review()).toEqual(["registration_inactive"]);
    expect((await audit(petId)).map(({ detail }) => detail.changed)).toEqual([
      ["status", "validThrough"],
      ["validThrough"],
      ["validThrough"],
      ["status"],
    ]);
  });

  it("a pet: added with a registration, set inactive, active again; its name goes into mails and search", async () => {
    await fresh({}, null);
    expect(await review()).toEqual(["registration_none"]);
    petId = randomUUID();
    const input = addPetSchema.parse({
      ...{ petId, familyId, fields: { name: " Rex\t", kind: "Dog", status: "active" } },
    });
    expect(await addPet({ ctx: ctx(), input })).toEqual({ outcome: "added", petId });
    expect(await addPet({ ctx: ctx(), input })).toEqual({ outcome: "added", petId });
    await registration({ status: "active", validThrough: dayAfter(9) }, null);
    expect(await review()).toEqual([]);
    const seen = { name: "Rex", kind: "Dog", status: "active" };
    expect(await pet({ ...seen, status: "inactive" }, seen)).toEqual({ outcome: "saved" });
    expect(await review()).toEqual(["pet_inactive"]);
    await pet({ ...seen, name: "Waffle" }, { ...seen, status: "inactive" });
    expect(await review()).toEqual([]);
    const { rows } = await database.owner.query("select pet_names, search_key from customer where id = $1", [
      customerId,
    ]);
    expect(rows[0]).toMatchObject({
      pet_names: ["Waffle"],
      search_key: expect.stringContaining("waffle"),
    });
    expect((await getFile({ ctx: ctx(), input: { customerId } })).pets).toMatchObject([
      { name: "Waffle", kind: "Dog", status: "active", registrations: [{ passId, expired: false }] },
    ]);
  });

  it("P7 a visit ends the silence; taken out as wrong, it is back, and undone", async () => {
    await fresh({ lastTransactionDaysAgo: 800 });
    expect(await review()).toEqual(["silent"]);
    const transactionId = randomUUID();
    expect(await transaction({ transactionId, what: "10-visit card" })).toEqual({ outcome: "added" });
    expect(await transaction({ transactionId, what: "10-visit card" })).toEqual({ outcome: "added" });
    expect(await review()).toEqual([]);
    expect(await list()).toMatchObject([{ kind: "visit", what: "10-visit card" }, { what: "" }]);
    expect(await takeOutTransaction({ ctx: ctx(), input: { transactionId } })).toBe(true);
    expect(await takeOutTransaction({ ctx: ctx(), input: { transactionId } })).toBe(false);
    expect(await review()).toEqual(["silent"]);
    expect(await list()).toHaveLength(1);
    expect(await putBackTransaction({ ctx: ctx(), input: { transactionId } })).toBe(true);
    expect(await review()).toEqual([]);
    expect(await audit(customerId)).toEqual([
      { action: "transaction.added", detail: { transactionId, fields: ["kind", "day", "what"] } },
      { action: "transaction.taken_out", detail: { transactionId } },
      { action: "transaction.put_back", detail: { transactionId } },
    ]);
  });
});

describe("P11 what cannot be is refused where it was typed, and nothing is overwritten", () => {
  it("two who decide on one application: the second is shown what the first said", async () => {
    await fresh({ application: "pending" });
    await application("denied", "pending");
    expect(await application("approved", "pending")).toEqual({ outcome: "conflict", now: "denied" });
    expect(await application("denied", "pending")).toEqual({ outcome: "saved" });
    expect(await application("approved", "denied")).toEqual({ outcome: "saved" });
  });

  it("two who change one registration or one pet: different fields both stand", async () => {
    await fresh();
    const seen = { status: "active", validThrough: dayAfter(30) };
    const { pets } = await getFile({ ctx: ctx(), input: { customerId } });
    const shown = pets[0]?.registrations[0];
    expect(shown).toMatchObject({ status: "active" });
    const before = { ...seen, validThrough: shown?.validThrough ?? "" };
    await registration({ ...before, validThrough: dayAfter(99) }, before);
    expect(await registration({ ...before, validThrough: dayAfter(50) }, before)).toMatchObject({
      outcome: "conflict",
      now: { validThrough: dayAfter(99) },
    });
    expect(await registration({ ...before, status: "inactive" }, before)).toEqual({ outcome: "saved" });
    expect((await getFile({ ctx: ctx(), input: { customerId } })).pets[0]?.registrations[0]).toMatchObject({
      ...{ status: "inactive", validThrough: dayAfter(99) },
    });
    await pet({ name: "Rex II" });
    expect(await pet({ name: "Max" })).toMatchObject({ outcome: "conflict", now: { name: "Rex II" } });
    expect(await pet({ kind: "Dog" })).toEqual({ outcome: "saved" });
  });

  it("days that are no days, lie ahead, or out of range", async () => {
    await fresh();
    const seen = null;
    expect(() =>
      saveRegistrationSchema.parse({
        petId,
        passId,
        seen,
        fields: { status: "active", validThrough: "2026-02-30" },
      }),
    ).toThrow();
    expect(await registration({ status: "active", validThrough: "1999-12-31" }, seen)).toMatchObject({
      faults: { validThrough: expect.stringContaining("2000") },
    });
    expect(await registration({ status: "active", validThrough: "9999-12-31" }, seen)).toMatchObject({
      outcome: "wrong",
    });
    // Of an import, where it stands for "without an end".
    await database.owner.query("update registration set valid_through = '9999-12-31' where pet_id = $1", [
      petId,
    ]);
    const endless = { status: "active", validThrough: "9999-12-31" };
    expect(await registration({ ...endless, status: "inactive" }, endless)).toEqual({ outcome: "saved" });
    expect(await transaction({ date: dayAfter(2) })).toMatchObject({
      faults: { date: "This day is still to come." },
    });
    expect(await transaction({ date: "1899-01-01" })).toMatchObject({ outcome: "wrong" });
    expect(() => transaction({ date: "2026-13-01" })).toThrow();
    expect(() => transaction({ what: "x".repeat(10_000) })).toThrow();
    await transaction({ date: "2020-03-29" });
    // At noon of the organisation's zone, on the day the clocks change too.
    expect((await list()).at(-1)?.at).toEqual(new Date("2020-03-29T10:00:00Z"));
  });
});
