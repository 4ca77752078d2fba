import { randomUUID } from "node:crypto";
import { inOrganisation } from "@packpost/db/orm";
import { insertRows, type Row } from "@packpost/db/seed/insert-rows";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

type Somebody = TestOrganisation & {
  passId: string;
  familyId: string;
  customerId: string;
  petId: string;
  campaignId: string;
  /** A broadcast that is nobody's yet. */
  spareId: string;
  recipientId: string;
};
let mine: Somebody;
let theirs: Somebody;

async function createSomebody(): Promise<Somebody> {
  const organisation = await createTestOrganisation(database.orm);
  const passId = await createPass(organisation);
  const family = await createFamily(organisation, { passId });
  const campaignId = randomUUID();
  const [customerId = "", petId = ""] = [family.customerIds[0], family.petIds[0]];
  const recipientId = randomUUID();
  const spareId = randomUUID();
  const ids = { passId, familyId: family.familyId, customerId, petId, campaignId, recipientId, spareId };
  const somebody = { ...organisation, ...ids };
  const earlierId = randomUUID();
  for (const id of [campaignId, earlierId]) {
    await insert(somebody, "broadcast", { id, kind: "campaign" });
    await insert(somebody, "campaign", { id, name: "Test", author_id: organisation.staff.owner });
  }
  await insert(somebody, "broadcast", { id: spareId, kind: "campaign" });
  await insert(somebody, "recipient", { id: recipientId, broadcast_id: earlierId, customer_id: customerId });
  return somebody;
}

/** Inserts with every default the table has. */
async function insert(organisation: TestOrganisation, table: string, row: Row): Promise<string> {
  const columns = ["organisation_id", ...Object.keys(row)];
  const values = columns.map((_, at) => `$${at + 1}`).join(", ");
  const client = await database.app.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.organisation_id', $1, true)", [organisation.organisationId]);
    await client.query(`insert into ${table} (${columns.join(", ")}) values (${values})`, [
      organisation.organisationId,
      ...Object.values(row),
    ]);
    await client.query("commit");
    return "accepted";
  } catch (error) {
    await client.query("rollback");
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  } finally {
    client.release();
  }
}

function picture(uploadedBy: string): Row {
  const size = { width: 10, height: 10, bytes: 100, extension: "png" };
  return {
    key: "a".repeat(26),
    content_hash: "0".repeat(64),
    ...size,
    file_name: "",
    uploaded_by: uploadedBy,
  };
}

const [foreignKey, check, unique] = ["23503", "23514", "23505"];

beforeAll(async () => {
  [mine, theirs] = [await createSomebody(), await createSomebody()];
});

describe("composite foreign keys refuse what belongs to somebody else", () => {
  it.each<[string, (other: Somebody) => Row]>([
    ["customer", (other) => ({ number: 9001, family_id: other.familyId })],
    ["pet", (other) => ({ name: "Rex", family_id: other.familyId })],
    ["application", (other) => ({ customer_id: other.customerId, pass_id: mine.passId, status: "approved" })],
    ["application", (other) => ({ customer_id: mine.customerId, pass_id: other.passId, status: "approved" })],
    [
      "registration",
      (other) => ({
        pet_id: other.petId,
        pass_id: mine.passId,
        status: "active",
        valid_through: "2030-01-01",
      }),
    ],
    [
      "registration",
      (other) => ({
        pet_id: mine.petId,
        pass_id: other.passId,
        status: "active",
        valid_through: "2030-01-01",
      }),
    ],
    ["transaction", (other) => ({ customer_id: other.customerId, kind: "visit", at: new Date() })],
    [
      "preference",
      (other) => ({ customer_id: other.customerId, channel: "text", subscribed: true, source: "link" }),
    ],
    ["broadcast", (other) => ({ kind: "campaign", sent_by: other.staff.owner })],
    ["campaign", (other) => ({ id: mine.spareId, name: "Test", author_id: other.staff.owner })],
    [
      "campaign",
      (other) => ({ id: mine.spareId, name: "Test", author_id: mine.staff.owner, pass_id: other.passId }),
    ],
    ["campaign", (other) => ({ id: other.spareId, name: "Test", author_id: mine.staff.owner })],
    ["recipient", (other) => ({ broadcast_id: other.campaignId, customer_id: mine.customerId })],
    ["recipient", (other) => ({ broadcast_id: mine.campaignId, customer_id: other.customerId })],
    [
      "opening",
      (other) => ({
        recipient_id: other.recipientId,
        at: new Date(),
        reported_bot: false,
        bot: false,
        dedupe_key: "a",
      }),
    ],
    [
      "click",
      (other) => ({
        ...{ broadcast_id: mine.campaignId, recipient_id: other.recipientId, url: "https://a.example" },
        ...{ at: new Date(), bot: false, dedupe_key: "a" },
      }),
    ],
    ["attempt", (other) => ({ broadcast_id: other.campaignId, call_until: new Date(), recipients: 1 })],
    ["picture", (other) => picture(other.staff.owner)],
    ["broadcast_tally", (other) => ({ broadcast_id: other.campaignId, measure: "sent", n: 1 })],
    [
      "eligibility",
      (other) => ({
        customer_id: other.customerId,
        pass_id: mine.passId,
        reasons: 0,
        last_contact_at: new Date(),
        number: 1,
        mailbox_shared: false,
      }),
    ],
  ])("%s (%#)", async (table, row) => {
    expect(await insert(mine, table, row(theirs))).toBe(foreignKey);
  });
});

it("C12 nobody who was written to is removed, nor a campaign that wrote to somebody, whatever their keys", async () => {
  for (const table of ["customer", "campaign", "broadcast"]) {
    const id = table === "customer" ? "customer_id" : "broadcast_id";
    const removed = database.owner.query(
      `delete from ${table} where id = (select ${id} from recipient where id = $1)`,
      [mine.recipientId],
    );
    await expect(removed).rejects.toMatchObject({ code: foreignKey });
  }
});

describe("checks and unique keys say what must never happen", () => {
  it.each<[string, string, () => Row, string]>([
    [
      "an organisation's staff has only the four roles",
      "staff_member",
      () => ({ user_id: randomUUID(), name: "X", role: "root" }),
      check,
    ],
    [
      "a phone number is E.164",
      "customer",
      () => ({ number: 9100, family_id: mine.familyId, phone: "0171 123" }),
      check,
    ],
    [
      "a customer number is given once",
      "customer",
      () => ({ number: 9101, family_id: mine.familyId }),
      unique,
    ],
    [
      "an appointment ends after it starts",
      "appointment",
      () => ({
        family_id: mine.familyId,
        pet_id: mine.petId,
        staff_member_id: mine.staff.basic,
        starts_at: "2030-01-01T10:00Z",
        ends_at: "2030-01-01T10:00Z",
      }),
      check,
    ],
    [
      "a customer applies once for a pass",
      "application",
      () => ({ customer_id: mine.customerId, pass_id: mine.passId, status: "pending" }),
      unique,
    ],
    [
      "a campaign that is not a draft has everything it needs",
      "broadcast",
      () => ({ kind: "campaign", status: "scheduled" }),
      check,
    ],
    [
      "a campaign without a name is none",
      "campaign",
      () => ({ id: mine.spareId, name: "", author_id: mine.staff.owner }),
      check,
    ],
    [
      "a skipped recipient has reasons",
      "recipient",
      () => ({ broadcast_id: mine.campaignId, customer_id: mine.customerId, skipped_at: new Date() }),
      check,
    ],
    [
      "a recipient with reasons is skipped",
      "recipient",
      () => ({ broadcast_id: mine.campaignId, customer_id: mine.customerId, skip_reasons: 4 }),
      check,
    ],
    [
      "a picture's key is one that nobody can guess",
      "picture",
      () => ({ ...picture(mine.staff.owner), key: "../../etc/passwd" }),
      check,
    ],
    [
      "a picture is of a kind that mail programs show",
      "picture",
      () => ({ ...picture(mine.staff.owner), extension: "svg" }),
      check,
    ],
    [
      "an ended attempt has an outcome",
      "attempt",
      () => ({ broadcast_id: mine.campaignId, call_until: new Date(), recipients: 1, ended_at: new Date() }),
      check,
    ],
  ])("%s", async (_rule, table, row, code) => {
    if (code === unique && table === "customer") expect(await insert(mine, table, row())).toBe("accepted");
    expect(await insert(mine, table, row())).toBe(code);
  });

  it("a person is in a campaign once, and a mailbox gets one mail", async () => {
    const shared = { people: [{ email: "two@mail.example" }, { email: "Two@Mail.example " }] };
    const family = await createFamily(mine, { passId: mine.passId, ...shared });
    const rows = family.customerIds.map((customer_id) => ({
      ...{ broadcast_id: mine.campaignId, customer_id, email_key: "two@mail.example" },
    }));
    expect(await insert(mine, "recipient", rows[0] ?? {})).toBe("accepted");
    expect(await insert(mine, "recipient", rows[0] ?? {})).toBe(unique);
    expect(await insert(mine, "recipient", rows[1] ?? {})).toBe(unique);
    const skipped = { ...rows[1], skip_reasons: 65_536, skipped_at: new Date() };
    expect(await insert(mine, "recipient", skipped)).toBe("accepted");
  });

  it("an event is kept once, by its dedupe key, but each organisation has its own", async () => {
    const event = { dedupe_key: "trace-1", kind: "Open", occurred_at: new Date(), payload: "{}" };
    expect(await insert(mine, "provider_event", event)).toBe("accepted");
    expect(await insert(mine, "provider_event", event)).toBe(unique);
    expect(await insert(theirs, "provider_event", event)).toBe("accepted");
  });
});

describe("the ORM", () => {
  it("sees another organisation's row as little as raw SQL does", async () => {
    await expect(
      inOrganisation(database.orm, mine.organisationId, (em) =>
        insertRows(em, "pass", [
          { organisation_id: theirs.organisationId, id: randomUUID(), name: "X", created_at: new Date() },
        ]),
      ),
    ).rejects.toMatchObject({ code: "42501" });
  });
});
