import { randomUUID } from "node:crypto";
import { getFamilyPanel } from "@packpost/core/conversation/get-family-panel";
import { listColleagues } from "@packpost/core/conversation/inbox/list-colleagues";
import {
  deleteSavedReply,
  listSavedReplies,
  saveReply,
} from "@packpost/core/conversation/inbox/saved-replies";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { saveThreadDraft } from "@packpost/core/conversation/save-thread-draft";
import { setCustomerZone } from "@packpost/core/customer/set-customer-zone";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});

const ctx = () => organisation.as("senior");

async function newThread() {
  const family = await createFamily(organisation, {
    passId,
    people: [{ firstName: "Maria" }, { firstName: "Chidi", email: null }],
  });
  return { ...family, threadId: await openThread({ ctx: ctx(), input: family }) };
}

describe("the family beside a thread", () => {
  it("V6 shows who they are, how each can be reached, today's visits and the next, and nothing to whom the thread is not open", async () => {
    const { threadId, familyId, petIds } = await newThread();
    await inOrganisation(database.orm, organisation.organisationId, (em) =>
      sql`insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at, status)
        select ${organisation.organisationId}, ${familyId}, ${petIds[0]}, ${organisation.staff.senior}, app_now() + shift, app_now() + shift + interval '1 minute', status
        from (values (interval '0', 'scheduled'), (interval '3 days', 'cancelled'), (interval '4 days', 'scheduled'), (interval '9 days', 'scheduled')) visit (shift, status)`.execute(
        em.getKysely(),
      ),
    );
    const panel = await getFamilyPanel({ ctx: ctx(), input: { threadId } });
    expect(panel.people.map(({ name, emailReasons }) => [name.split(" ")[0], emailReasons])).toEqual([
      ["Maria", []],
      ["Chidi", ["no_email"]],
    ]);
    expect(panel.today).toHaveLength(1);
    const days = (new Date(panel.next?.startsAt ?? 0).getTime() - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(4);
    const basic = organisation.as("basic");
    await expect(getFamilyPanel({ ctx: basic, input: { threadId } })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the family beside a thread without people", () => {
  it("V8 a family that everybody has left is known all the same; whose a stranger's thread is nobody knows", async () => {
    const { threadId, customerIds } = await newThread();
    const another = await createFamily(organisation, { passId, people: [{ firstName: "Elsewhere" }] });
    await database.owner.query("update customer set family_id = $2 where id = any($1)", [
      ...[customerIds, another.familyId],
    ]);
    const panel = await getFamilyPanel({ ctx: ctx(), input: { threadId } });
    expect(panel).toMatchObject({ known: true, people: [] });
    expect(panel.pets).not.toEqual([]);
    const { rows } = await database.owner.query(
      "insert into thread (organisation_id, stranger) values ($1, '+12025550188') returning id",
      [organisation.organisationId],
    );
    const stranger = await getFamilyPanel({ ctx: ctx(), input: { threadId: rows[0].id } });
    expect(stranger).toMatchObject({ known: false, people: [] });
  });
});

describe("A12 T35 on whose clock a customer sleeps", () => {
  it("is set, shown, taken back and audited without saying where they live; nothing is overwritten unseen", async () => {
    const { threadId, customerIds } = await newThread();
    const customerId = customerIds[0] ?? "";
    const set = (zone: string | null, seen: string | null) =>
      setCustomerZone({ ctx: ctx(), input: { customerId, zone, seen } });
    const shown = async () => (await getFamilyPanel({ ctx: ctx(), input: { threadId } })).people[0]?.zone;
    expect(await shown()).toBeNull();
    expect(await set("America/New_York", null)).toEqual({ outcome: "saved" });
    expect(await shown()).toBe("America/New_York");
    expect(await set("Europe/Berlin", null)).toEqual({ outcome: "conflict", zone: "America/New_York" });
    await expect(set("Atlantis/Old_Town", "America/New_York")).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await shown()).toBe("America/New_York");
    expect(await set(null, "America/New_York")).toEqual({ outcome: "saved" });
    // Twice the same is one change.
    expect(await set(null, null)).toEqual({ outcome: "saved" });
    expect(await shown()).toBeNull();
    const { rows } = await database.owner.query(
      "select actor_kind, detail from audit where organisation_id = $1 and action = 'customer.zone_set' and subject_id = $2",
      [organisation.organisationId, customerId],
    );
    expect(rows).toEqual(Array(2).fill({ actor_kind: "staff", detail: { changed: ["zone"] } }));
  });
});

describe("what is not sent yet", () => {
  it("T12 comes with the thread, each human their own, and is empty once it was sent", async () => {
    const { threadId } = await newThread();
    const kept = { threadId, kind: "reply", body: "See you at f", version: 3 } as const;
    await saveThreadDraft({ ctx: ctx(), input: kept });
    const draftsOf = async (role: "senior" | "admin") =>
      (await readEntries({ ctx: organisation.as(role), input: { threadId, pageSize: 50 } })).drafts;
    expect(await draftsOf("senior")).toEqual([
      { kind: "reply", body: "See you at f", version: 3, textTo: null },
    ]);
    expect(await draftsOf("admin")).toEqual([]);
    const sent = { threadId, entryId: randomUUID(), body: "See you at four", seenNumber: null };
    await postMessage({ ctx: ctx(), input: { ...sent, draftVersion: 3 } });
    expect(await draftsOf("senior")).toEqual([{ kind: "reply", body: "", version: 4, textTo: null }]);
  });
});

describe("saved replies", () => {
  it("V12 are kept, edited, listed by name and taken away; a name stands once", async () => {
    const savedReplyId = randomUUID();
    await saveReply({ ctx: ctx(), input: { savedReplyId, name: "Parking", body: "By the river." } });
    await saveReply({ ctx: ctx(), input: { savedReplyId, name: "Parking", body: "By the old mill." } });
    await saveReply({ ctx: ctx(), input: { savedReplyId: randomUUID(), name: "Hours", body: "Till six." } });
    const names = async () => (await listSavedReplies({ ctx: ctx() })).map(({ name, body }) => [name, body]);
    expect(await names()).toEqual([
      ["Hours", "Till six."],
      ["Parking", "By the old mill."],
    ]);
    const second = { savedReplyId: randomUUID(), name: "Parking", body: "Elsewhere." };
    await expect(saveReply({ ctx: ctx(), input: second })).rejects.toMatchObject({ code: "conflict" });
    await deleteSavedReply({ ctx: ctx(), input: { savedReplyId } });
    expect(await names()).toEqual([["Hours", "Till six."]]);
  });

  it("V12 a thread can be given to whoever has the tab; everybody can be mentioned", async () => {
    const colleagues = await listColleagues({ ctx: organisation.as("basic") });
    expect(colleagues).toHaveLength(4);
    expect(colleagues.filter(({ hasTab }) => !hasTab)).toHaveLength(1);
  });
});
