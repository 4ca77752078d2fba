import { randomUUID } from "node:crypto";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { listNotes } from "@packpost/core/customer/mail/list-notes";
import { mergeCustomers } from "@packpost/core/customer/merge/merge-customers";
import { previewMerge } from "@packpost/core/customer/merge/preview-merge";
import { readKept } from "@packpost/core/customer/merge/read-kept";
import { mergeCustomersSchema } from "@packpost/core/customer/merge/schemas";
import { undoMerge } from "@packpost/core/customer/merge/undo-merge";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { readByExternalId } from "@packpost/core/customer/read/read-by-external-id";
import { upsertRecords, upsertRecordsSchema } from "@packpost/core/customer-import/upsert/upsert-records";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { parseEntries } from "@packpost/core/manual-recipients/parse-entries";
import { resolvedEntries } from "@packpost/core/manual-recipients/resolve-entries-sql";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { createFamily } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { createMergePair, rowsOfMerging } from "../support/merge-pair.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let kept: string;
let merged: string;
let keptFamily: string;
let mergedFamily: string;

beforeEach(async () => {
  organisation = await createTestOrganisation(database.orm);
  ({ passId, kept, merged, keptFamily, mergedFamily } = await createMergePair(organisation));
});

const ctx = () => organisation.as("senior");
const preview = () => previewMerge({ ctx: ctx(), input: { keptId: kept, mergedId: merged } });
const merge = async (more: object = {}) => {
  const sides = await preview();
  const seen = { kept: sides.kept.updatedAt, merged: sides.merged.updatedAt };
  const input = mergeCustomersSchema.parse({ keptId: kept, mergedId: merged, seen, ...more });
  return mergeCustomers({ ctx: ctx(), input });
};
const done = async (more: object = {}) => {
  const outcome = await merge(more);
  if (outcome.outcome !== "merged") throw new Error(outcome.outcome);
  return outcome.mergeId;
};
const undo = (mergeId: string) => undoMerge({ ctx: ctx(), input: { mergeId } });
const names = async (search = "") =>
  (await listCustomers({ ctx: ctx(), input: listCustomersSchema.parse({ search }) })).customers.map(
    ({ firstName }) => firstName,
  );
const page = (customerId: string) => getCustomer({ ctx: ctx(), input: { customerId } });

const everything = () => rowsOfMerging(database, organisation.organisationId);
const isSound = async () => {
  const broken = await checkInvariants({ ctx: organisation.as("owner") });
  expect(broken).toEqual([]);
};

describe("P11 two records of one human", () => {
  it("P11 shows both sides, and makes one of them: chosen fields, pass, transactions, pets; the other is found nowhere", async () => {
    expect(await preview()).toMatchObject({
      kept: { name: "Maria Test", pets: ["Biscuit"], transactions: 1, applications: [{ status: "pending" }] },
      merged: { name: "Mary Test", pets: ["Pepper"], applications: [{ status: "approved" }] },
      familyToo: true,
    });
    await done({ take: ["email"] });
    const person = await page(kept);
    expect(person).toMatchObject({
      firstName: "Maria",
      email: "mary@mail.example",
      family: { id: keptFamily },
    });
    expect(person.pets.map(({ name }) => name).sort()).toEqual(["Biscuit", "Pepper"]);
    expect((Date.now() - (person.lastTransactionAt?.getTime() ?? 0)) / 86_400_000).toBeLessThan(4);
    const { rows } = await database.owner.query(
      "select reasons, email_key from eligibility where organisation_id = $1",
      [organisation.organisationId],
    );
    expect(rows).toEqual([{ reasons: 0, email_key: "mary@mail.example" }]);
    expect(await names()).toEqual(["Maria"]);
    expect(await names("mary")).toEqual(["Maria"]);
    await expect(page(merged)).rejects.toMatchObject({
      message: expect.stringContaining("merged into Maria Test"),
    });
    await isSound();
  });

  it("P11 taken back, everything is where and what it was", async () => {
    await database.owner.query(
      "insert into preference (organisation_id, customer_id, channel, subscribed, source) select organisation_id, id, channel, false, 'portal' from customer, unnest(array['campaign', 'text']) channel where id = $1",
      [merged],
    );
    for (const familyId of [keptFamily, mergedFamily]) {
      const threadId = await openThread({ ctx: ctx(), input: { familyId } });
      await postMessage({
        ctx: ctx(),
        input: { threadId, entryId: randomUUID(), body: `Hello ${familyId}`, seenNumber: null },
      });
    }
    const before = await everything();
    const mergeId = await done({ take: ["firstName", "email"] });
    expect(await everything()).not.toEqual(before);
    expect(await undo(mergeId)).toEqual({ outcome: "undone" });
    expect(await everything()).toEqual(before);
    expect(await undo(mergeId)).toEqual({ outcome: "undone" });
    expect((await names()).sort()).toEqual(["Maria", "Mary"]);
    await isSound();
  });

  it("P11 what was changed since stays when it is taken back", async () => {
    const mergeId = await done({ take: ["email"] });
    await database.owner.query(
      "update customer set email = 'newer@mail.example', phone = '+12025550109' where id = $1",
      [kept],
    );
    await database.owner.query(
      "insert into transaction (organisation_id, customer_id, kind, at) select organisation_id, id, 'visit', now() from customer where id = $1",
      [kept],
    );
    await undo(mergeId);
    expect(await page(kept)).toMatchObject({ email: "newer@mail.example", phone: "+1 202 555 0109" });
    expect(await page(merged)).toMatchObject({ email: "mary@mail.example" });
    const { rows } = await database.owner.query(
      "select customer_id, count(*)::int as n from transaction where organisation_id = $1 group by 1",
      [organisation.organisationId],
    );
    expect(rows.find(({ customer_id }) => customer_id === kept)?.n).toBe(2);
    expect(rows.find(({ customer_id }) => customer_id === merged)?.n).toBe(1);
  });

  it.each(["kept", "merged"] as const)(
    "C18 a no of the %s one stays, also where it was said at their mailbox",
    async (side) => {
      await database.owner.query(
        "insert into preference (organisation_id, customer_id, channel, subscribed, source) select organisation_id, id, 'campaign', false, 'link' from customer where id = $1",
        [side === "kept" ? kept : merged],
      );
      await done();
      expect(await page(kept)).toMatchObject({ emailState: "unsubscribed" });
      await isSound();
    },
  );

  it("P4 what was sent to either is read together, and nothing of it was written anew", async () => {
    await database.owner.query(
      `insert into delivery (organisation_id, purpose, request_id, customer_id, address, from_mailbox, subject, html, text, sent_at)
       select organisation_id, 'work_order', uuidv7(), id, email, '{}', 'Order of ' || first_name, '', '', now() from customer where id in ($1, $2)`,
      [kept, merged],
    );
    const mergeId = await done();
    const titles = async (customerId: string) =>
      (await listNotes({ ctx: ctx(), input: { customerId, pageSize: 50 } })).notes
        .map(({ title }) => title)
        .sort();
    expect(await titles(kept)).toEqual(["Order of Maria", "Order of Mary"]);
    await undo(mergeId);
    expect(await titles(kept)).toEqual(["Order of Maria"]);
    expect(await titles(merged)).toEqual(["Order of Mary"]);
  });

  it("P11 somebody who lives with others leaves them, their pets stay", async () => {
    await createFamily(organisation, { passId, people: [{ firstName: "Tom" }] });
    await database.owner.query(
      "update customer set family_id = $2, contact = 'secondary' where organisation_id = $1 and first_name = 'Tom'",
      [organisation.organisationId, mergedFamily],
    );
    const before = await everything();
    const mergeId = await done();
    expect((await page(kept)).pets.map(({ name }) => name)).toEqual(["Biscuit"]);
    await undo(mergeId);
    expect(await everything()).toEqual(before);
  });

  it("P11 a chain leads to the last one, and is taken back from its end", async () => {
    const third = await createFamily(organisation, { passId, people: [{ firstName: "Marie" }] });
    const first = await done();
    const sides = await previewMerge({
      ctx: ctx(),
      input: { keptId: third.customerIds[0] ?? "", mergedId: kept },
    });
    const second = await mergeCustomers({
      ctx: ctx(),
      input: mergeCustomersSchema.parse({
        ...{ keptId: third.customerIds[0], mergedId: kept },
        seen: { kept: sides.kept.updatedAt, merged: sides.merged.updatedAt },
      }),
    });
    await expect(undo(first)).rejects.toMatchObject({ code: "conflict" });
    await undo("mergeId" in second ? second.mergeId : "");
    await undo(first);
    expect((await names()).sort()).toEqual(["Maria", "Marie", "Mary"]);
    await isSound();
  });

  it("P11 nothing is merged that somebody has changed since it was shown, that is being sent to, or with itself", async () => {
    const sides = await preview();
    await database.owner.query("update customer set last_name = 'Ray' where id = $1", [merged]);
    const seen = { kept: sides.kept.updatedAt, merged: sides.merged.updatedAt };
    expect(await merge({ seen })).toEqual({ outcome: "changed" });
    await expect(merge({ mergedId: kept })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(merge({ mergedId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    expect((await names()).sort()).toEqual(["Maria", "Mary"]);
  });

  it("P11 of two who merge at once one does, and of two ways round too", async () => {
    const sides = await preview();
    const seen = { kept: sides.kept.updatedAt, merged: sides.merged.updatedAt };
    const round = { keptId: merged, mergedId: kept, seen: { kept: seen.merged, merged: seen.kept } };
    const ended = await Promise.allSettled([merge({ seen }), merge({ seen }), merge(round)]);
    const won = ended.filter((end) => end.status === "fulfilled" && end.value.outcome === "merged");
    expect(won).toHaveLength(1);
    expect(await names()).toHaveLength(1);
    await isSound();
  });

  it("P9 P10 P11 what the other system calls the merged one means the kept one, in what it says of them and of what hangs on them", async () => {
    const say = async (noun: string, record: Record<string, string>) => {
      const input = upsertRecordsSchema.parse({ noun, records: [record], dryRun: false });
      const [told] = await upsertRecords({ ctx: organisation.as("admin"), input });
      return told;
    };
    const call = "update customer set external_id = $2 where id = $1";
    await database.owner.query(call, [kept, "ext-kept"]);
    await database.owner.query(call, [merged, "ext-merged"]);
    await done();
    const changed = await say("customer", { externalId: "ext-merged", lastName: "Brown" });
    expect(changed).toMatchObject({ outcome: "changed", id: kept });
    expect(await page(kept)).toMatchObject({ lastName: "Brown" });
    expect(await say("customer", { externalId: "ext-merged", lastName: "Brown" })).toMatchObject({
      ...{ outcome: "unchanged", id: kept },
    });
    const bought = {
      customerId: "ext-merged",
      kind: "purchase",
      at: "2026-01-02T09:00:00Z",
      externalId: "t-1",
    };
    expect(await say("transaction", bought)).toMatchObject({ outcome: "created" });
    const { rows } = await database.owner.query(
      "select customer_id, (select external_id from customer where id = $1) as name from transaction where external_id = 't-1' and organisation_id = $2",
      [kept, organisation.organisationId],
    );
    expect(rows).toEqual([{ customer_id: kept, name: "ext-kept" }]);
  });

  it("P10 P11 C3 every door leads from the merged record to the kept one: by id, number, old page, link of a mail, pasted number", async () => {
    const call = "update customer set external_id = $2 where id = $1 returning number";
    await database.owner.query(call, [kept, "ext-kept"]);
    const { rows: gone } = await database.owner.query(call, [merged, "ext-merged"]);
    const { number } = gone[0];
    await done({ take: ["email"] });
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
    await isSound();
  });

  it("P11 after 30 days it stays", async () => {
    const mergeId = await done();
    await database.owner.query("update merge set done_at = now() - interval '31 days' where id = $1", [
      mergeId,
    ]);
    await expect(undo(mergeId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("T54 is closed to basic staff and to other organisations", async () => {
    const stranger = await createTestOrganisation(database.orm);
    for (const [of, code] of [
      [organisation.as("basic"), "forbidden"],
      [stranger.as("owner"), "not_found"],
    ] as const)
      await expect(
        previewMerge({ ctx: of, input: { keptId: kept, mergedId: merged } }),
      ).rejects.toMatchObject({ code });
    const mergeId = await done();
    await expect(undoMerge({ ctx: stranger.as("owner"), input: { mergeId } })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
