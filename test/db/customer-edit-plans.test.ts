import { randomUUID } from "node:crypto";
import { addCustomer } from "@packpost/core/customer/edit/add-customer";
import { addTransaction } from "@packpost/core/customer/edit/add-transaction";
import { makePrimary } from "@packpost/core/customer/edit/make-primary";
import { moveCustomer } from "@packpost/core/customer/edit/move-customer";
import { saveApplication } from "@packpost/core/customer/edit/save-application";
import { addCustomerSchema } from "@packpost/core/customer/edit/schemas";
import { getFile } from "@packpost/core/customer/file/get-file";
import { listTransactions } from "@packpost/core/customer/file/list-transactions";
import { type LargeOrganisation, seedLarge } from "@packpost/db/seed/seed-large";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** One person among many is added and changed by index: rows are counted, so that a slow machine proves nothing. */
const database = openTestDatabase();
let large: LargeOrganisation;
let counter: ReadCounter;
let customerId: string;
let familyId: string;

const ctx = () => staffContext({ ...large, orm: counter.orm }, large.ownerId);
const most = (read: Record<string, number>) => Math.max(0, ...Object.values(read));

beforeAll(async () => {
  // Another organisation has larger numbers and the same names.
  await seedLarge({ orm: database.orm, customers: 4_000 });
  large = await seedLarge({ orm: database.orm, customers: 20_000 });
  await database.owner.query("update customer set number = number + 1000000 where organisation_id <> $1", [
    large.organisationId,
  ]);
  await database.owner.query("analyze");
  counter = await ReadCounter.open(database.appUrl, database.owner);
  const { rows } = await database.owner.query(
    "select id, family_id from customer where organisation_id = $1 order by number limit 1",
    [large.organisationId],
  );
  ({ id: customerId, family_id: familyId } = rows[0]);
}, 180_000);
afterAll(() => counter.close());

const inputOf = (fields: object) =>
  addCustomerSchema.parse({
    ...{ customerId: randomUUID(), family: { familyId: randomUUID(), newName: "" } },
    fields: { firstName: "Zebulon", lastName: "Xu", email: "", phone: "", ...fields },
  });

describe("P11 of twenty thousand", () => {
  it.each([
    ["with an address and a number", { email: "zebulon@mail.example", phone: "+49 30 901820" }],
    ["with a name alone", { firstName: "Ottoline", lastName: "Yy" }],
  ])(
    "somebody is added %s by index, under the next number of their own organisation",
    async (_how, fields) => {
      const input = inputOf(fields);
      const read = await counter.of(() => addCustomer({ ctx: ctx(), input: { ...input, anyway: false } }));
      expect(most(read), JSON.stringify(read)).toBeLessThan(150);
      const { rows } = await database.owner.query("select number from customer where id = $1", [
        input.customerId,
      ]);
      expect(rows[0]?.number).toBeLessThan(30_000);
    },
  );

  it.each([
    ["read", () => getFile({ ctx: ctx(), input: { customerId } })],
    ["listed", () => listTransactions({ ctx: ctx(), input: { customerId, pageSize: 10 } })],
    [
      "given an application",
      () =>
        saveApplication({
          ctx: ctx(),
          input: { customerId, passId: large.passId, status: "denied", seen: "approved" },
        }),
    ],
    [
      "given a transaction",
      () =>
        addTransaction({
          ctx: ctx(),
          input: { transactionId: randomUUID(), customerId, kind: "visit", date: "2026-01-02", what: "" },
        }),
    ],
    ["made primary", () => makePrimary({ ctx: ctx(), input: { customerId, seenPrimaryId: null } })],
    [
      "moved",
      () =>
        moveCustomer({
          ctx: ctx(),
          input: { customerId, to: { familyId: randomUUID(), newName: "Own" }, seenFamilyId: familyId },
        }),
    ],
  ])("somebody’s file is %s by index", async (_what, act) => {
    const read = await counter.of(act);
    expect(most(read), JSON.stringify(read)).toBeLessThan(150);
  });
});
