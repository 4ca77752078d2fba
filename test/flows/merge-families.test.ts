import { randomUUID } from "node:crypto";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { mergeFamilies } from "@packpost/core/customer/merge/merge-families";
import { splitFamilySchema } from "@packpost/core/customer/merge/schemas";
import { splitFamily } from "@packpost/core/customer/merge/split-family";
import { undoMerge } from "@packpost/core/customer/merge/undo-merge";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { beforeEach, describe, expect, it } from "vitest";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { createMergePair, rowsOfMerging } from "../support/merge-pair.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let kept: string;
let merged: string;
let keptFamily: string;
let mergedFamily: string;

beforeEach(async () => {
  organisation = await createTestOrganisation(database.orm);
  ({ kept, merged, keptFamily, mergedFamily } = await createMergePair(organisation));
});

const ctx = () => organisation.as("senior");
const undo = (mergeId: string) => undoMerge({ ctx: ctx(), input: { mergeId } });
const page = (customerId: string) => getCustomer({ ctx: ctx(), input: { customerId } });
const everything = () => rowsOfMerging(database, organisation.organisationId);
const isSound = async () => expect(await checkInvariants({ ctx: organisation.as("owner") })).toEqual([]);

describe("P11 two households, and one that is two", () => {
  const say = async (familyId: string, body: string) => {
    const threadId = await openThread({ ctx: ctx(), input: { familyId } });
    await postMessage({ ctx: ctx(), input: { threadId, entryId: randomUUID(), body, seenNumber: null } });
    return threadId;
  };

  it("P11 V17 families are merged with people, pets and what was said, and are two again", async () => {
    const threadId = await say(keptFamily, "To Maria");
    const other = await say(mergedFamily, "To Mary");
    await database.owner.query(
      "insert into draft (organisation_id, thread_id, customer_id, body, version) values ($1, $2, $3, 'Not sent yet', 1)",
      [organisation.organisationId, other, merged],
    );
    const writing = async () =>
      (
        await database.owner.query(
          "select thread_id, body from draft where customer_id = $1 and body <> ''",
          [merged],
        )
      ).rows;
    const before = await everything();
    const { mergeId } = await mergeFamilies({
      ctx: ctx(),
      input: { keptFamilyId: keptFamily, mergedFamilyId: mergedFamily },
    });
    const person = await page(merged);
    expect(person.family.id).toBe(keptFamily);
    expect(person.people.map(({ contact }) => contact)).toEqual(["primary", "secondary"]);
    const { rows } = await database.owner.query(
      "select body from entry where thread_id = $1 and kind = 'message' order by number",
      [threadId],
    );
    expect(rows.map(({ body }) => body)).toEqual(["To Maria", "To Mary"]);
    expect(await writing()).toEqual([{ thread_id: threadId, body: "Not sent yet" }]);
    await isSound();
    await undo(mergeId);
    expect(await writing()).toEqual([{ thread_id: other, body: "Not sent yet" }]);
    expect(await everything()).toEqual(before);
    const { rows: back } = await database.owner.query(
      "select body from entry where thread_id = $1 and kind = 'message'",
      [other],
    );
    expect(back).toEqual([{ body: "To Mary" }]);
    await isSound();
  });

  it("P11 a family is split, and is one again; somebody has to stay", async () => {
    await mergeFamilies({ ctx: ctx(), input: { keptFamilyId: keptFamily, mergedFamilyId: mergedFamily } });
    const before = await everything();
    const pepper = (await page(kept)).pets.find(({ name }) => name === "Pepper");
    const split = (input: object) =>
      splitFamily({
        ctx: ctx(),
        input: splitFamilySchema.parse({
          familyId: keptFamily,
          name: "Mary’s",
          customerIds: [merged],
          ...input,
        }),
      });
    await expect(split({ customerIds: [kept, merged] })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(split({ petIds: [randomUUID()] })).rejects.toMatchObject({ code: "not_found" });
    const { mergeId, familyId } = await split({ petIds: [pepper?.id] });
    expect(await page(merged)).toMatchObject({
      family: { id: familyId, name: "Mary’s" },
      petNames: ["Pepper"],
    });
    expect(await page(kept)).toMatchObject({ petNames: ["Biscuit"] });
    await isSound();
    await undo(mergeId);
    expect(await everything()).toEqual(before);
  });
});
