import { randomUUID } from "node:crypto";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { addCustomer } from "@packpost/core/customer/edit/add-customer";
import { makePrimary } from "@packpost/core/customer/edit/make-primary";
import { moveCustomer } from "@packpost/core/customer/edit/move-customer";
import { saveFamily } from "@packpost/core/customer/edit/save-family";
import {
  addCustomerSchema,
  moveCustomerSchema,
  saveFamilySchema,
} from "@packpost/core/customer/edit/schemas";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { waitUntil } from "../support/wait-until.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
const ctx = () => organisation.as("senior");

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  const { customerIds } = await createFamily(organisation, { passId });
  // Above all numbers that createFamily gives.
  await database.owner.query("update customer set number = 50000 where id = $1", customerIds);
});

const inputOf = (fields: object = {}, more: object = {}) =>
  addCustomerSchema.parse({
    customerId: randomUUID(),
    fields: { firstName: "Maria", lastName: "Lopez", email: "", phone: "", ...fields },
    family: { familyId: randomUUID(), newName: "" },
    ...more,
  });
const add = (fields: object = {}, more: object = {}) =>
  addCustomer({ ctx: ctx(), input: inputOf(fields, more) });
const unique = () => `p${randomUUID()}@mail.example`;
const read = (customerId: string) => getCustomer({ ctx: ctx(), input: { customerId } });
const count = async (table: "customer" | "family") =>
  Number(
    (
      await database.owner.query(`select count(*) from ${table} where organisation_id = $1`, [
        organisation.organisationId,
      ])
    ).rows[0].count,
  );
/** Somebody with an address of their own, in a family of their own. */
const somebody = async (firstName = "Ana", lastName = "Ray") => {
  const input = inputOf({ firstName, lastName, email: unique() });
  expect(await addCustomer({ ctx: ctx(), input })).toMatchObject({ outcome: "added" });
  return { customerId: input.customerId, familyId: input.family.familyId };
};

describe("P11 a customer is added", () => {
  it("with a new family, called after them, under the next number; who may be written to is known at once", async () => {
    const email = unique();
    const input = inputOf({ email, phone: "+1 (202) 555-0142" });
    expect(await addCustomer({ ctx: ctx(), input })).toEqual({
      outcome: "added",
      customerId: input.customerId,
    });
    const first = await read(input.customerId);
    expect(first).toMatchObject({
      ...{
        name: "Maria Lopez",
        email,
        emailState: "subscribed",
        phone: "+1 202 555 0142",
        contact: "primary",
      },
      family: { name: "Lopez" },
    });
    const { customerId } = await somebody();
    expect((await read(customerId)).number).toBe(first.number + 1);
    const { rows } = await database.owner.query("select action, detail from audit where subject_id = $1", [
      input.customerId,
    ]);
    expect(rows).toEqual([
      {
        action: "customer.added",
        detail: {
          ...{ familyId: input.family.familyId, newFamily: true },
          fields: ["firstName", "lastName", "email", "phone"],
        },
      },
    ]);
  });

  it("to a family that there is, as its secondary contact", async () => {
    const { familyId } = await somebody();
    const input = inputOf({ firstName: "Chidi", email: unique() }, { family: { familyId, newName: null } });
    await addCustomer({ ctx: ctx(), input });
    expect(await read(input.customerId)).toMatchObject({ contact: "secondary", family: { id: familyId } });
  });

  it("a double click, or a retry, makes one customer and one family", async () => {
    const input = inputOf({ email: unique() });
    const before = [await count("customer"), await count("family")];
    const answers = await Promise.all([1, 2, 3].map(() => addCustomer({ ctx: ctx(), input })));
    expect(answers).toEqual(Array(3).fill({ outcome: "added", customerId: input.customerId }));
    expect([await count("customer"), await count("family")]).toEqual(before.map((n) => n + 1));
  });

  it("twenty at one moment get twenty numbers", async () => {
    const before = await count("customer");
    const answers = await Promise.all(Array.from({ length: 20 }, () => add({ email: unique() })));
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(["added"]));
    expect(await count("customer")).toBe(before + 20);
  });

  it("an import that takes the next number by itself at this moment leaves the one after it", async () => {
    const { customerId, familyId } = await somebody();
    const { number } = await read(customerId);
    const importing = await database.owner.connect();
    await importing.query("begin");
    await importing.query("insert into customer (organisation_id, number, family_id) values ($1, $2, $3)", [
      ...[organisation.organisationId, number + 1, familyId],
    ]);
    const input = inputOf({ email: unique() });
    const adding = addCustomer({ ctx: ctx(), input });
    await waitUntil("it to wait for the import", async () => {
      const { rows } = await database.owner.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into customer%'",
      );
      return rows.length > 0;
    });
    await importing.query("commit");
    importing.release();
    expect(await adding).toMatchObject({ outcome: "added" });
    expect((await read(input.customerId)).number).toBe(number + 2);
  });

  it("asks once where an address or number is somebody's, whatever its spelling; several may share it", async () => {
    const email = unique();
    const first = inputOf({ email, phone: "+49 30 901820" });
    await addCustomer({ ctx: ctx(), input: first });
    const before = await count("family");
    const again = inputOf({ firstName: "Carlos", email: email.toUpperCase(), phone: "0049 30 901820" });
    expect(await addCustomer({ ctx: ctx(), input: again })).toEqual({
      outcome: "known",
      people: [{ id: first.customerId, name: "Maria Lopez", family: "Lopez", shares: "email" }],
    });
    expect(await count("family"), "nothing half-written").toBe(before);
    expect(await addCustomer({ ctx: ctx(), input: { ...again, anyway: true } })).toMatchObject({
      outcome: "added",
    });
    expect(await add({ firstName: "X", phone: "+49 (30) 901820" })).toMatchObject({
      people: [{ shares: "phone" }, { shares: "phone" }],
    });
  });

  it("asks where nothing but a name is given and somebody is called so, in any spelling (K12)", async () => {
    await add({ firstName: "Ciara", lastName: "O'Brien", email: unique() });
    expect(await add({ firstName: "CIARA", lastName: "O’Brien" })).toMatchObject({
      people: [{ name: "Ciara O'Brien", shares: "name" }],
    });
    expect(await add({ firstName: "Ciara", lastName: "O’Brien", email: unique() })).toMatchObject({
      outcome: "added",
    });
  });

  it("K17 says what is wrong with each field; names with line ends and long ones", async () => {
    expect(
      await add({ firstName: " ", lastName: "\n", email: "a..b@mail.example", phone: "555" }),
    ).toMatchObject({
      outcome: "wrong",
      faults: {
        firstName: "Write at least one of the names.",
        email: "There are two dots in a row before the @.",
        phone: expect.any(String),
      },
    });
    expect(() => inputOf({ firstName: "x".repeat(10_000) })).toThrow("At most 100 characters");
    expect(() => inputOf({ firstName: "a\0b" })).toThrow();
    const odd = inputOf({ firstName: "<script>\u202eAna\r\n", email: unique() });
    await addCustomer({ ctx: ctx(), input: odd });
    expect((await read(odd.customerId)).firstName).toBe("<script> Ana");
  });

  it("T54 refuses basic staff, families and ids of other organisations", async () => {
    const { customerId, familyId } = await somebody();
    const stranger = await createTestOrganisation(database.orm);
    const as = (who: ReturnType<TestOrganisation["as"]>, more: object) =>
      addCustomer({ ctx: who, input: inputOf({}, more) });
    await expect(as(organisation.as("basic"), {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(as(stranger.as("owner"), { family: { familyId, newName: null } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(as(stranger.as("owner"), { family: { familyId, newName: "" } })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(as(stranger.as("owner"), { customerId })).rejects.toMatchObject({ code: "conflict" });
    expect((await read(customerId)).firstName).toBe("Ana");
  });
});

describe("P11 a family is changed", () => {
  it("is called something else, not over somebody else's change", async () => {
    const { familyId, customerId } = await somebody();
    const save = (name: string, seen: string) =>
      saveFamily({ ctx: ctx(), input: saveFamilySchema.parse({ familyId, name, seen }) });
    expect(await save("  ", "Ray")).toMatchObject({ faults: { name: "A family needs a name." } });
    expect(await save("Ray-Roy", "Ray")).toEqual({ outcome: "saved" });
    expect(await save("Roy", "Ray")).toEqual({ outcome: "conflict", now: { name: "Ray-Roy" } });
    expect((await read(customerId)).family.name).toBe("Ray-Roy");
  });

  it("A3 has one primary contact, whoever is made it", async () => {
    const { familyId, customerId: ana } = await somebody();
    const second = inputOf({ firstName: "Chidi", email: unique() }, { family: { familyId, newName: null } });
    await addCustomer({ ctx: ctx(), input: second });
    const make = (customerId: string, seenPrimaryId: string | null) =>
      makePrimary({ ctx: ctx(), input: { customerId, seenPrimaryId } });
    expect(await make(second.customerId, null)).toEqual({ outcome: "conflict", now: ana });
    expect(await make(second.customerId, ana)).toEqual({ outcome: "saved" });
    expect((await read(ana)).people.map(({ id, contact }) => [id, contact])).toEqual([
      [second.customerId, "primary"],
      [ana, "secondary"],
    ]);
    expect(await make(second.customerId, ana)).toEqual({ outcome: "saved" });
  });

  it("V1 somebody moves to another family: with its pets from then on, and the old one keeps a primary contact", async () => {
    const from = await createFamily(organisation, {
      ...{ passId, people: [{ firstName: "Ana" }, { firstName: "Ben" }], pets: [{ name: "Biscuit" }] },
    });
    const to = await createFamily(organisation, { passId, pets: [{ name: "Waffle" }] });
    const [ana = "", ben = ""] = from.customerIds;
    const move = (more: object = {}) =>
      moveCustomer({
        ctx: ctx(),
        input: moveCustomerSchema.parse({
          ...{ customerId: ana, to: { familyId: to.familyId, newName: null }, seenFamilyId: from.familyId },
          ...more,
        }),
      });
    expect(await move({ seenFamilyId: to.familyId })).toMatchObject({
      outcome: "conflict",
      family: { id: from.familyId },
    });
    expect(await move()).toEqual({ outcome: "moved" });
    expect(await move()).toEqual({ outcome: "moved" });
    expect(await read(ana)).toMatchObject({
      ...{ contact: "secondary", petNames: ["Waffle"], family: { id: to.familyId } },
    });
    expect(await read(ben)).toMatchObject({ contact: "primary", petNames: ["Biscuit"] });
    // Back, into one of their own, that a retry does not double.
    const own = { to: { familyId: randomUUID(), newName: "" }, seenFamilyId: to.familyId };
    await move(own);
    await move(own);
    expect(await read(ana)).toMatchObject({ contact: "primary", petNames: [], family: { name: "Test" } });
  });

  it("V2 what they were writing in their own pages goes along when they move, and only they have it", async () => {
    const { familyId, customerId } = await somebody();
    const threadId = await openThread({ ctx: ctx(), input: { familyId } });
    const drafts = async () =>
      (
        await database.owner.query(
          `select thread.family_id as family, body from draft join thread on thread.id = draft.thread_id
           where customer_id = $1 and body <> ''`,
          [customerId],
        )
      ).rows;
    await database.owner.query(
      "insert into draft (organisation_id, thread_id, customer_id, body, version) values ($1, $2, $3, 'Could we come', 4)",
      [organisation.organisationId, threadId, customerId],
    );
    const own = randomUUID();
    const move = (to: string, newName: string | null, seenFamilyId: string) =>
      moveCustomer({ ctx: ctx(), input: { customerId, to: { familyId: to, newName }, seenFamilyId } });
    expect(await move(own, "Own", familyId)).toEqual({ outcome: "moved" });
    expect(await drafts()).toEqual([{ family: own, body: "Could we come" }]);
    expect(await move(familyId, null, own)).toEqual({ outcome: "moved" });
    expect(await drafts()).toEqual([{ family: familyId, body: "Could we come" }]);
  });

  it("V5 nobody moves while a message still has to reach them", async () => {
    const { familyId, customerId } = await somebody();
    const threadId = await openThread({ ctx: ctx(), input: { familyId } });
    await postMessage({
      ctx: ctx(),
      input: { threadId, entryId: randomUUID(), body: "Where are you?", attachmentIds: [], seenNumber: null },
    });
    const move = () =>
      moveCustomer({
        ctx: ctx(),
        input: { customerId, to: { familyId: randomUUID(), newName: "Own" }, seenFamilyId: familyId },
      });
    await expect(move()).rejects.toMatchObject({ code: "conflict", effect: "They were not moved." });
    expect((await read(customerId)).family.id).toBe(familyId);
    await database.owner.query(
      "update message_notice set settled_at = now(), outcome = 'read' where customer_id = $1",
      [customerId],
    );
    expect(await move()).toEqual({ outcome: "moved" });
  });

  it("T54 refuses basic staff and other organisations", async () => {
    const { familyId, customerId } = await somebody();
    const stranger = await createTestOrganisation(database.orm);
    const theirs = await createFamily(stranger, { passId: await createPass(stranger) });
    const to = { familyId: theirs.familyId, newName: null };
    const input = { customerId, to, seenFamilyId: familyId };
    for (const verb of [
      (who: ReturnType<TestOrganisation["as"]>) => moveCustomer({ ctx: who, input }),
      (who: ReturnType<TestOrganisation["as"]>) =>
        makePrimary({ ctx: who, input: { customerId, seenPrimaryId: null } }),
      (who: ReturnType<TestOrganisation["as"]>) =>
        saveFamily({ ctx: who, input: { familyId, name: "Eve", seen: "Ray" } }),
    ]) {
      await expect(verb(stranger.as("owner"))).rejects.toMatchObject({ code: "not_found" });
      await expect(verb(organisation.as("basic"))).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(moveCustomer({ ctx: ctx(), input })).rejects.toMatchObject({ code: "not_found" });
    expect((await read(customerId)).family).toEqual({ id: familyId, name: "Ray" });
  });
});
