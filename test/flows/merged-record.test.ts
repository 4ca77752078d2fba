import { mergeCustomers } from "@packpost/core/customer/merge/merge-customers";
import { previewMerge } from "@packpost/core/customer/merge/preview-merge";
import { readKept } from "@packpost/core/customer/merge/read-kept";
import { mergeCustomersSchema } from "@packpost/core/customer/merge/schemas";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { readByExternalId } from "@packpost/core/customer/read/read-by-external-id";
import { upsertRecords, upsertRecordsSchema } from "@packpost/core/customer-import/upsert/upsert-records";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { parseEntries } from "@packpost/core/manual-recipients/parse-entries";
import { resolvedEntries } from "@packpost/core/manual-recipients/resolve-entries-sql";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { createMergePair } from "../support/merge-pair.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let kept: string;
let merged: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  ({ kept, merged } = await createMergePair(organisation));
});

const ctx = () => organisation.as("senior");
const page = (customerId: string) => getCustomer({ ctx: ctx(), input: { customerId } });

describe("P11 a record that was merged into another one", () => {
  it("P10 P11 C3 every door leads from the merged record to the kept one: by id, number, old page, link of a mail, pasted number", async () => {
    const call = "update customer set external_id = $2 where id = $1 returning number";
    await database.owner.query(call, [kept, "ext-kept"]);
    const { rows: gone } = await database.owner.query(call, [merged, "ext-merged"]);
    const { number } = gone[0];
    const sides = await previewMerge({ ctx: ctx(), input: { keptId: kept, mergedId: merged } });
    const seen = { kept: sides.kept.updatedAt, merged: sides.merged.updatedAt };
    await mergeCustomers({
      ctx: ctx(),
      input: mergeCustomersSchema.parse({ keptId: kept, mergedId: merged, seen, take: ["email"] }),
    });
    const admin = organisation.as("admin");
    expect(await readByExternalId({ ctx: admin, input: { externalId: "ext-merged" } })).toMatchObject({
      ...{ id: kept, externalId: "ext-kept", email: "mary@mail.example" },
    });
    expect(await readKept({ ctx: ctx(), input: { customerId: merged } })).toEqual({
      ...{ customerId: kept, name: "Mary Test", number },
    });
    expect(await readKept({ ctx: ctx(), input: { customerId: kept } })).toBeNull();
    expect(await readKept({ ctx: organisation.as("basic"), input: { customerId: merged } })).toBeNull();
    const say = async (noun: string, record: Record<string, string>) => {
      const input = upsertRecordsSchema.parse({ noun, records: [record], dryRun: false });
      return (await upsertRecords({ ctx: admin, input }))[0];
    };
    const numbered = String(number);
    expect(await say("customer", { number: numbered, lastName: "Brown" })).toMatchObject({
      ...{ outcome: "changed", id: kept },
    });
    const both = { number: numbered, externalId: "ext-merged", lastName: "Brown" };
    expect(await say("customer", both)).toMatchObject({ outcome: "unchanged", id: kept });
    const owned = { customerNumber: numbered, externalId: "pet-1", name: "Rex", status: "active" };
    expect(await say("pet", owned)).toMatchObject({ outcome: "created" });
    expect((await page(kept)).pets.map(({ name }) => name)).toContain("Rex");
    const entries = parseEntries(numbered);
    const { rows: meant } = await inOrganisation(database.orm, organisation.organisationId, (em) =>
      sql`select customer_id from ${resolvedEntries(entries)} entry`.execute(em.getKysely()),
    );
    expect(meant).toEqual([{ customer_id: kept }]);
    expect(await checkInvariants({ ctx: organisation.as("owner") })).toEqual([]);
  });
});
