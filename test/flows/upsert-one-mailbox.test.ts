import type { UpsertOutcome, UpsertRecord } from "@packpost/core/customer-import/upsert/fields";
import { upsertRecords, upsertRecordsSchema } from "@packpost/core/customer-import/upsert/upsert-records";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
});

const upsert = (records: UpsertRecord[]) =>
  upsertRecords({
    ctx: organisation.as("admin"),
    input: upsertRecordsSchema.parse({ noun: "customer", records, dryRun: false }),
  });
const outcomes = (told: UpsertOutcome[]) => told.map(({ outcome }) => outcome);
const idOf = (told: UpsertOutcome | undefined) => (told && "id" in told ? told.id : "");
let nth = 0;
const fresh = (name: string) => `${name}${++nth}@one-mailbox.example`;
const row = async (id: string) => {
  const { rows } = await database.owner.query("select first_name from customer where id = $1", [id]);
  return rows[0];
};

describe("P9 P10 several people of one mailbox, without ids", () => {
  it("a couple with one address stays two people without ids too, in whichever order, and when it is run again", async () => {
    const [email, other] = [fresh("house"), fresh("house")];
    const of = (address: string) => [
      { firstName: "Maria", lastName: "Okafor", email: address },
      { firstName: "John", lastName: "Okafor", email: address },
      { firstName: "Zoe", lastName: "Okafor", email: address.toUpperCase() },
    ];
    const told = await upsert(of(email));
    expect(outcomes(told)).toEqual(["created", "created", "created"]);
    expect(told[1]).toMatchObject({ note: expect.stringMatching(/^Maria Okafor.* has the same address\./) });
    expect(outcomes(await upsert(of(email).reverse()))).toEqual(["unchanged", "unchanged", "unchanged"]);
    const [maria] = await upsert(of(other).slice(0, 1));
    expect(outcomes(await upsert(of(other).slice(1, 2)))).toEqual(["created"]);
    expect(await row(idOf(maria))).toMatchObject({ first_name: "Maria" });
  });

  it("one person stays one where a first name is shortened, or first and last name change places", async () => {
    const email = fresh("pat");
    const [made] = await upsert([{ firstName: "Patrick", lastName: "O’Neil", email }]);
    const told = await upsert([
      { firstName: "PATRICK", lastName: "O'NEIL", email },
      { firstName: "P.", lastName: "O'Neil", email },
      { firstName: "Pat", lastName: "O'Neil", email },
      { firstName: "O'Neil", lastName: "Pat", email },
    ]);
    expect(told.map(idOf)).toEqual(told.map(() => idOf(made)));
  });
});
