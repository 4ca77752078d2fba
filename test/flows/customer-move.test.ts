import { randomUUID } from "node:crypto";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { moveCustomer } from "@packpost/core/customer/edit/move-customer";
import { moveCustomerSchema } from "@packpost/core/customer/edit/schemas";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
const ctx = () => organisation.as("senior");

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});

const read = (customerId: string) => getCustomer({ ctx: ctx(), input: { customerId } });
/** Somebody with an address of their own, in a family of their own. */
const somebody = async () => {
  const email = `p${randomUUID()}@mail.example`;
  const { familyId, customerIds } = await createFamily(organisation, { passId, people: [{ email }] });
  return { familyId, customerId: customerIds[0] ?? "" };
};

describe("P11 a customer moves to another family", () => {
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
});
