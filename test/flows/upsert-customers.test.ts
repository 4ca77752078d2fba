import type { UpsertOutcome, UpsertRecord } from "@packpost/core/customer-import/upsert/fields";
import { upsertRecords, upsertRecordsSchema } from "@packpost/core/customer-import/upsert/upsert-records";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;

const here: string[] = [];

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation, "Gold pass");
  for (const person of [{ unsubscribed: true }, { email: null }])
    here.push(...(await createFamily(organisation, { passId, people: [person] })).customerIds);
});

type Noun = "customer" | "family" | "pet" | "application" | "registration" | "appointment" | "transaction";
const upsert = (records: UpsertRecord[], noun: Noun = "customer", dryRun = false, of = organisation) =>
  upsertRecords({ ctx: of.as("admin"), input: upsertRecordsSchema.parse({ noun, records, dryRun }) });
const outcomes = (told: UpsertOutcome[]) => told.map(({ outcome }) => outcome);
const idOf = (told: UpsertOutcome | undefined) => (told && "id" in told ? told.id : "");
const changesOf = (told: UpsertOutcome | undefined) => (told && "changes" in told ? told.changes : []);
const row = async (id: string) => {
  const { rows } = await database.owner.query(
    `select external_id, number, first_name, last_name, email, phone, contact, family_id from customer where id = $1`,
    [id],
  );
  return rows[0];
};
let nth = 0;
const fresh = (name: string) => `${name}${++nth}-${organisation.organisationId.slice(0, 6)}@mail.example`;

describe("P9 P10 customers are created and changed by their keys", () => {
  it("tells created, changed field by field, unchanged, refused; a dry run tells the same and writes nothing", async () => {
    const email = fresh("maria");
    const records = [
      { externalId: "c-1", firstName: "Maria", lastName: "Okafor", email, phone: "+1 202 555 0142" },
      { externalId: "c-2", firstName: "No", lastName: "Address", email: "a..b@mail.example" },
    ];
    const dry = await upsert(records, "customer", true);
    expect(outcomes(dry)).toEqual(["created", "refused"]);
    expect(dry[1]).toMatchObject({ reason: "Email: There are two dots in a row before the @." });
    expect(await row(idOf(dry[0]))).toBeUndefined();

    const made = await upsert(records);
    expect(outcomes(made)).toEqual(["created", "refused"]);
    expect(changesOf(made[0])).toEqual(changesOf(dry[0]));
    expect(await row(idOf(made[0]))).toMatchObject({
      ...{ external_id: "c-1", first_name: "Maria", email, phone: "+12025550142", contact: "primary" },
    });
    expect(outcomes(await upsert(records))).toEqual(["unchanged", "refused"]);
    const [changed] = await upsert([{ externalId: "c-1", lastName: "Brown" }]);
    expect(changed).toMatchObject({
      outcome: "changed",
      changes: [{ field: "lastName", before: "Okafor", after: "Brown" }],
    });
    expect(await row(idOf(made[0]))).toMatchObject({ first_name: "Maria", last_name: "Brown", email });
  });

  it("finds one person by five spellings of an address, and keeps the first", async () => {
    const email = fresh("jo");
    const [made] = await upsert([{ firstName: "Jo", email }]);
    const spelled = [email.toUpperCase(), ` ${email} `, `Jo <${email}>`, `mailto:${email}`, `“${email}”`];
    const again = await upsert(spelled.map((one) => ({ email: one })));
    expect(outcomes(again)).toEqual(spelled.map(() => "unchanged"));
    expect(again.map(idOf)).toEqual(spelled.map(() => idOf(made)));
    expect((await row(idOf(made))).email).toBe(email);
  });

  it("T57 the same key twice is one person, folded in order, said per row, and no change when it is run again", async () => {
    const email = fresh("twice");
    const records = [
      { email, firstName: "Ana", lastName: "One" },
      { email: email.toUpperCase(), lastName: "Two" },
      { firstName: "Other", email: fresh("other") },
    ];
    const told = await upsert(records);
    expect(outcomes(told)).toEqual(["created", "unchanged", "created"]);
    expect(told[1]).toMatchObject({ id: idOf(told[0]), note: "The same as record 1 of this call." });
    expect(await row(idOf(told[0]))).toMatchObject({ first_name: "Ana", last_name: "Two" });
    expect(outcomes(await upsert(records))).toEqual(["unchanged", "unchanged", "unchanged"]);
  });

  it("T59 two keys that mean two people are a conflict that names both; nobody is picked", async () => {
    const [a, b] = [fresh("a"), fresh("b")];
    const made = await upsert([
      { externalId: "t59-a", firstName: "Ana", email: a },
      { externalId: "t59-b", firstName: "Ben", email: b, phone: "+12025550177" },
      { firstName: "Cleo", email: fresh("c"), phone: "+12025550178" },
    ]);
    const { number } = await row(idOf(made[0]));
    const told = await upsert([
      { externalId: "t59-a", email: b },
      { number: String(number), phone: "+12025550178" },
      { externalId: "t59-b", number: String(number) },
      { email: a, phone: "+12025550178" },
    ]);
    expect(outcomes(told)).toEqual(["refused", "refused", "refused", "refused"]);
    expect(told[0]).toMatchObject({ conflict: [idOf(made[0]), idOf(made[1])] });
    expect(told[0]).toMatchObject({ reason: expect.stringMatching(/Ana.*no\..*Ben.*no\./) });
    expect(told[3]).toMatchObject({ conflict: [idOf(made[0]), idOf(made[2])] });
    expect((await row(idOf(made[0]))).email).toBe(a);
  });

  it("T59 removes no address that it did not mention; one that is emptied on purpose goes", async () => {
    const email = fresh("kept");
    const [made] = await upsert([{ externalId: "kept", firstName: "Kim", email, phone: "+12025550179" }]);
    await upsert([{ externalId: "kept", firstName: "Kimberly" }]);
    expect(await row(idOf(made))).toMatchObject({ email, phone: "+12025550179", first_name: "Kimberly" });
    await upsert([{ externalId: "kept", phone: null }]);
    expect(await row(idOf(made))).toMatchObject({ email, phone: null });
  });

  it("a couple with one address stays two people when each has an id", async () => {
    const email = fresh("couple");
    const records = [
      { externalId: "he", firstName: "Tom", lastName: "Ray", email, family: "f-ray" },
      { externalId: "she", firstName: "Lena", lastName: "Ray", email, family: "f-ray" },
    ];
    const told = await upsert(records);
    expect(outcomes(told)).toEqual(["created", "created"]);
    const [him, her] = [await row(idOf(told[0])), await row(idOf(told[1]))];
    expect(her.family_id).toBe(him.family_id);
    expect([him.contact, her.contact]).toEqual(["primary", "secondary"]);
    expect(outcomes(await upsert(records))).toEqual(["unchanged", "unchanged"]);
    expect(await upsert([{ email, lastName: "Ray" }])).toMatchObject([
      { outcome: "refused", conflict: [idOf(told[0]), idOf(told[1])] },
    ]);
    expect(await upsert([{ email, firstName: "LENA", lastName: "ray" }])).toMatchObject([
      { outcome: "changed", id: idOf(told[1]) },
    ]);
  });

  it("K76 refuses what a spreadsheet has shortened, and keeps leading zeros", async () => {
    const told = await upsert([
      { firstName: "Exp", phone: "4.41E+11" },
      { externalId: "4.41E+11", firstName: "Exp" },
      { externalId: "00042", firstName: "Zero" },
    ]);
    expect(outcomes(told)).toEqual(["refused", "refused", "created"]);
    expect(told[0]).toMatchObject({ reason: expect.stringContaining("shortened this phone number") });
    expect((await row(idOf(told[2]))).external_id).toBe("00042");
  });

  it("C18 a yes never lifts an opt-out; a no is kept as said by an import", async () => {
    const customerIds = [here[0]];
    const { number } = await row(customerIds[0] ?? "");
    const told = await upsert([{ number: String(number), campaigns: "yes" }]);
    expect(told).toMatchObject([
      { outcome: "unchanged", note: expect.stringContaining("Stays unsubscribed") },
    ]);
    const said = async (id: string) =>
      (await database.owner.query("select subscribed, source from preference where customer_id = $1", [id]))
        .rows;
    expect(await said(customerIds[0] ?? "")).toEqual([{ subscribed: false, source: "link" }]);
    const [no] = await upsert([{ firstName: "Nora", email: fresh("nora"), campaigns: "Opted out" }]);
    expect(await said(idOf(no))).toEqual([{ subscribed: false, source: "import" }]);
  });

  it("eligibility follows in the same transaction", async () => {
    const customerIds = [here[1]];
    const { number } = await row(customerIds[0] ?? "");
    const reasons = async () =>
      (await database.owner.query("select reasons from eligibility where customer_id = $1", [customerIds[0]]))
        .rows[0];
    expect((await reasons()).reasons).not.toBe(0);
    await upsert([{ number: String(number), email: fresh("now") }]);
    expect((await reasons()).reasons).toBe(0);
  });

  it("is for who may edit customers, and sees its own organisation alone", async () => {
    const other = await createTestOrganisation(database.orm);
    const email = fresh("mine");
    const [made] = await upsert([{ externalId: "x-1", firstName: "Mine", email }]);
    const theirs = await upsert(
      [{ externalId: "x-1", firstName: "Theirs", email }],
      "customer",
      false,
      other,
    );
    expect(outcomes(theirs)).toEqual(["created"]);
    expect((await row(idOf(made))).first_name).toBe("Mine");
    const input = upsertRecordsSchema.parse({ noun: "customer", records: [{ firstName: "No" }] });
    await expect(upsertRecords({ ctx: organisation.as("basic"), input })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("two calls at one moment make one person of one key", async () => {
    const records = [{ externalId: "race", firstName: "Race", email: fresh("race") }];
    const told = await Promise.all(Array.from({ length: 4 }, () => upsert(records)));
    expect(told.flatMap(outcomes).sort()).toEqual(["created", "unchanged", "unchanged", "unchanged"]);
  });
});

describe("P9 P10 what hangs on customers", () => {
  it("P7 a transaction that is still to come is refused: its customer would never fall silent", async () => {
    await upsert([{ externalId: "to-come", firstName: "Kim" }]);
    const of = (at: string) => upsert([{ customerId: "to-come", at }], "transaction");
    expect(await of("2126-11-03T09:00:00Z")).toMatchObject([
      { outcome: "refused", reason: expect.stringContaining("still to come") },
    ]);
    expect(outcomes(await of(new Date().toISOString()))).toEqual(["created"]);
  });

  it("families, pets, applications, registrations, appointments and transactions, each run twice without a change", async () => {
    const email = fresh("whole");
    const steps: [Noun, UpsertRecord][] = [
      ["family", { externalId: "f-whole", name: "Whole" }],
      ["customer", { externalId: "whole", firstName: "Wanda", lastName: "Whole", email, family: "f-whole" }],
      ["pet", { externalId: "p-1", name: "Biscuit", customerId: "whole" }],
      ["pet", { name: "Rex", customerEmail: email, status: "deceased" }],
      ["application", { customerEmail: email, pass: "gold PASS", status: "Approved" }],
      [
        "registration",
        { petName: "biscuit", customerId: "whole", pass: "Gold pass", validThrough: "2027-05-31" },
      ],
      [
        "appointment",
        {
          externalId: "v-1",
          petId: "p-1",
          staff: "The senior",
          startsAt: "2026-12-02T09:00:00+01:00",
          minutes: "60",
        },
      ],
      ["transaction", { externalId: "t-1", customerId: "whole", kind: "visit", at: "2026-11-02T09:00:00Z" }],
      ["transaction", { customerId: "whole", at: "2026-11-03T09:00:00Z" }],
    ];
    for (const [noun, record] of steps)
      expect([noun, ...outcomes(await upsert([record], noun))]).toEqual([noun, "created"]);
    for (const [noun, record] of steps)
      expect([noun, ...outcomes(await upsert([record], noun))]).toEqual([noun, "unchanged"]);
    const [moved] = await upsert([{ externalId: "v-1", startsAt: "2026-12-02T08:30:00Z" }], "appointment");
    expect(moved).toMatchObject({
      changes: [{ field: "startsAt", before: "2026-12-02T08:00:00.000Z", after: "2026-12-02T08:30:00.000Z" }],
    });
    const { rows } = await database.owner.query(
      "select pet_names, last_transaction_at from customer where external_id = 'whole' and organisation_id = $1",
      [organisation.organisationId],
    );
    expect(rows[0]).toMatchObject({
      pet_names: ["Biscuit"],
      last_transaction_at: new Date("2026-11-03T09:00:00Z"),
    });
    const { rows: kept } = await database.owner.query(
      "select reasons from eligibility where pass_id = $1 and customer_id = (select id from customer where external_id = 'whole' and organisation_id = $2)",
      [passId, organisation.organisationId],
    );
    expect(kept).toEqual([{ reasons: expect.any(Number) }]);
  });

  it("says what is missing or unknown, and names what there is", async () => {
    const reasons = async (noun: Noun, record: UpsertRecord) => (await upsert([record], noun))[0];
    expect(await reasons("pet", { name: "Solo" })).toMatchObject({
      reason: "Whose pet is it? Give its family, or its owner.",
    });
    expect(
      await reasons("application", { customerId: "nobody", pass: "Gold pass", status: "approved" }),
    ).toMatchObject({
      reason: "There is no customer with this ID (nobody).",
    });
    expect(
      await reasons("application", { customerId: "whole", pass: "Golden", status: "approved" }),
    ).toMatchObject({
      reason: "There is no pass called “Golden”. There are: Gold pass.",
    });
    expect(
      await reasons("registration", { petName: "Nope", customerId: "whole", pass: "Gold pass" }),
    ).toMatchObject({
      reason: expect.stringMatching(/has no pet called Nope\. Import pets first\.$/),
    });
    expect(await reasons("customer", { number: "99999999" })).toMatchObject({
      reason: "There is no customer with the number 99999999.",
    });
  });

  it("says where the first pass is added", async () => {
    const of = await createTestOrganisation(database.orm);
    await upsert([{ externalId: "first", firstName: "Fay", lastName: "First" }], "customer", false, of);
    const record = { customerId: "first", pass: "Gold pass", status: "approved" };
    expect(await upsert([record], "application", true, of)).toMatchObject([
      {
        reason: "There is no pass called “Gold pass”. There is none yet: add it under Customers, Passes.",
      },
    ]);
  });
});
