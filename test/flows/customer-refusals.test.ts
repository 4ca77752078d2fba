import { randomUUID } from "node:crypto";
import { addPet } from "@packpost/core/customer/edit/add-pet";
import { addTransaction } from "@packpost/core/customer/edit/add-transaction";
import { addPetSchema } from "@packpost/core/customer/edit/holding-schemas";
import { saveApplication } from "@packpost/core/customer/edit/save-application";
import { saveRegistration } from "@packpost/core/customer/edit/save-registration";
import { getFile } from "@packpost/core/customer/file/get-file";
import { beforeEach, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

type Who = ReturnType<TestOrganisation["as"]>;

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let customerId: string;
let familyId: string;
let petId: string;

const ctx = () => organisation.as("senior");
const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeEach(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  const made = await createFamily(organisation, { passId });
  ({ familyId } = made);
  [customerId = ""] = made.customerIds;
  [petId = ""] = made.petIds;
});

describe("P11 names and ids of all kinds", () => {
  it("a second pet of the same name is asked about, a nameless one refused, HTML is a name like another", async () => {
    const add = (name: string, anyway = false) =>
      addPet({
        ctx: ctx(),
        input: addPetSchema.parse({
          ...{ petId: randomUUID(), familyId, anyway, fields: { name, kind: "", status: "active" } },
        }),
      });
    expect(await add("RÉX")).toEqual({ outcome: "known", name: "Rex", active: true });
    expect(await add("RÉX", true)).toMatchObject({ outcome: "added" });
    expect(await add(" \u0007\n ")).toMatchObject({ faults: { name: "A pet needs a name." } });
    expect(await add("<b>Rex</b>\u202e")).toMatchObject({ outcome: "added" });
    expect(() => add("x".repeat(10_000))).toThrow("At most 100 characters");
    const { pets } = await getFile({ ctx: ctx(), input: { customerId } });
    expect(pets.map(({ name }) => name)).toEqual(["Rex", "RÉX", "<b>Rex</b>"]);
  });

  it("T54 other organisations find nothing, basic staff are refused, and ids of others are nobody's", async () => {
    const stranger = await createTestOrganisation(database.orm);
    const calls = [
      (who: Who) =>
        saveApplication({ ctx: who, input: { customerId, passId, status: "denied", seen: "approved" } }),
      (who: Who) =>
        saveRegistration({
          ctx: who,
          input: { petId, passId, fields: { status: "active", validThrough: dayAfter(1) }, seen: null },
        }),
      (who: Who) =>
        addTransaction({
          ctx: who,
          input: { transactionId: randomUUID(), customerId, kind: "visit", date: dayAfter(-1), what: "" },
        }),
      (who: Who) => getFile({ ctx: who, input: { customerId } }),
      (who: Who) =>
        addPet({
          ctx: who,
          input: {
            ...{ petId: randomUUID(), familyId, anyway: true },
            fields: { name: "Eve", kind: "", status: "active" as const },
          },
        }),
    ];
    for (const call of calls) {
      await expect(call(stranger.as("owner"))).rejects.toMatchObject({ code: "not_found" });
      await expect(call(organisation.as("basic"))).rejects.toMatchObject({ code: "forbidden" });
    }
    const { familyId: theirs } = await createFamily(stranger, {
      passId: await createPass(stranger),
      pets: [],
    });
    // The id of somebody else's pet, as the id of a new one.
    await expect(
      addPet({
        ctx: stranger.as("senior"),
        input: {
          ...{ petId, familyId: theirs, anyway: false },
          fields: { name: "Eve", kind: "", status: "active" },
        },
      }),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});
