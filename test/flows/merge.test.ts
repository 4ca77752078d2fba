import { randomUUID } from "node:crypto";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { listCustomers } from "@packpost/core/customer/list/list-customers";
import { listCustomersSchema } from "@packpost/core/customer/list/schemas";
import { listNotes } from "@packpost/core/customer/mail/list-notes";
import { mergeCustomers } from "@packpost/core/customer/merge/merge-customers";
import { mergeFamilies } from "@packpost/core/customer/merge/merge-families";
import { previewMerge } from "@packpost/core/customer/merge/preview-merge";
import { mergeCustomersSchema, splitFamilySchema } from "@packpost/core/customer/merge/schemas";
import { splitFamily } from "@packpost/core/customer/merge/split-family";
import { undoMerge } from "@packpost/core/customer/merge/undo-merge";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { beforeEach, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
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
  passId = await createPass(organisation);
  const one = await createFamily(organisation, {
    passId,
    people: [
      {
        firstName: "Maria",
        email: "maria@mail.example",
        application: "pending",
        lastTransactionDaysAgo: 400,
      },
    ],
    pets: [{ name: "Biscuit" }],
  });
  const two = await createFamily(organisation, {
    passId,
    people: [{ firstName: "Mary", email: "mary@mail.example", lastTransactionDaysAgo: 3 }],
    pets: [{ name: "Pepper" }],
  });
  [kept = ""] = one.customerIds;
  [merged = ""] = two.customerIds;
  ({ familyId: keptFamily } = one);
  ({ familyId: mergedFamily } = two);
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

/** All of an organisation that a merge may touch, as rows: before it and after taking it back they are equal. */
async function everything() {
  const { rows } = await database.owner.query(
    `select
       (select jsonb_agg(to_jsonb(c) - 'updated_at' order by c.id) from customer c where c.organisation_id = $1 and c.merged_into is null) as customers,
       (select jsonb_agg(to_jsonb(f) order by f.id) from family f where f.organisation_id = $1 and f.merged_into is null) as families,
       (select jsonb_agg(to_jsonb(p) order by p.id) from pet p where p.organisation_id = $1) as pets,
       (select jsonb_agg(to_jsonb(a) order by a.id) from application a where a.organisation_id = $1) as applications,
       (select jsonb_agg(to_jsonb(t) order by t.id) from transaction t where t.organisation_id = $1) as transactions,
       (select jsonb_agg(to_jsonb(e) order by e.customer_id) from eligibility e where e.organisation_id = $1) as eligibility,
       (select jsonb_agg(to_jsonb(w) order by w.customer_id, w.channel) from preference w where w.organisation_id = $1) as wishes,
       (select jsonb_agg(to_jsonb(m) order by m.email_key) from mailbox_choice m where m.organisation_id = $1) as mailboxes,
       (select jsonb_agg(jsonb_build_object('id', e.id, 'thread', e.thread_id, 'customer', e.customer_id) order by e.id) from entry e where e.organisation_id = $1 and e.kind = 'message') as entries`,
    [organisation.organisationId],
  );
  return rows[0];
}
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

describe("P11 two households, and one that is two", () => {
  const say = async (familyId: string, body: string) => {
    const threadId = await openThread({ ctx: ctx(), input: { familyId } });
    await postMessage({ ctx: ctx(), input: { threadId, entryId: randomUUID(), body, seenNumber: null } });
    return threadId;
  };

  it("P11 V17 families are merged with people, pets and what was said, and are two again", async () => {
    const threadId = await say(keptFamily, "To Maria");
    const other = await say(mergedFamily, "To Mary");
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
    await isSound();
    await undo(mergeId);
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
