import { randomUUID } from "node:crypto";
import { listUnplaced } from "@packpost/core/inbound-mail/list-unplaced";
import { settleUnplaced } from "@packpost/core/inbound-mail/settle-unplaced";
import { hashWebhookPassword } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startThread, TestClock } from "../support/conversation-run.ts";
import { createPass, type TestPerson } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { inboundPayload, openInbound } from "../support/inbound-door.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { webhookPasswordOf } from "../support/open-world.ts";
import { serveApi } from "../support/serve-api.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let other: TestOrganisation;
let passId: string;
let clock: TestClock;
let api: Awaited<ReturnType<typeof serveApi>>;
let door: ReturnType<typeof openInbound>;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm, { name: "Riverside Dog Parks" });
  other = await createTestOrganisation(database.orm);
  for (const { organisationId } of [organisation, other]) {
    await database.owner.query(
      "update organisation set inbound_address = 'reply.test.example' where id = $1",
      [organisationId],
    );
    await database.owner.query("insert into webhook_secret (organisation_id, current_hash) values ($1, $2)", [
      organisationId,
      hashWebhookPassword(webhookPasswordOf(organisationId)),
    ]);
  }
  passId = await createPass(organisation);
  api = await serveApi(database.appUrl);
  door = openInbound(database, organisation, api.url);
});
afterAll(() => api.close());
beforeEach(async () => {
  clock = new TestClock(database.owner, Date.UTC(2026, 10, 30, 9, 0, 0));
  await clock.pass(0);
});

const start = (people?: readonly TestPerson[]) => startThread(database, organisation, passId, people);

/** A thread whose one message was mailed. @returns it, and the addresses at which its people answer */
async function mailed(people?: readonly TestPerson[]) {
  const thread = await start(people);
  const posted = await thread.post("When do you come?");
  await clock.pass(180);
  await thread.notify();
  const mails = await thread.mails();
  return {
    ...thread,
    posted,
    sent: mails,
    addresses: mails.map(({ fromMailbox }) => fromMailbox.replyTo ?? ""),
  };
}

describe("V9 an answer by mail", () => {
  it("V9 T37 has an address of its own for each human and thread, the same each time, kept as a hash", async () => {
    const thread = await mailed();
    const [first = "", second] = thread.addresses;
    expect(first).toMatch(/^[a-z2-7]{26}@reply\.test\.example$/);
    expect(second).not.toBe(first);
    await thread.post("Hello?");
    await clock.pass(180);
    await thread.notify();
    const mails = await thread.mails();
    expect(mails.filter(({ fromMailbox }) => fromMailbox.replyTo === first)).toHaveLength(2);
    const { rows } = await database.owner.query(
      "select count(*)::int as n from reply_address where token_hash = $1",
      [first.slice(0, 26)],
    );
    expect(rows[0].n).toBe(0);
  });

  it("V9 T37 T43 lands in the thread as that person, whatever happened to the address's case; what is quoted is folded", async () => {
    const thread = await mailed();
    const text = "At ten\n\nOn Mon, Dana wrote:\n> — Reply above this line —\n> When do you come?";
    const [, second = ""] = thread.addresses;
    const entry = await door.receive({ to: second.toUpperCase(), from: "person@mail.example", text });
    expect(entry).toMatchObject({
      ...{ state: "placed", threadId: thread.threadId, kind: "message", customerId: thread.second },
      ...{ body: "At ten", fullText: text, proof: "token", fromAddress: "person@mail.example" },
    });
  });

  it("V9 is found in Cc and behind the plus of the provider's mailbox", async () => {
    const thread = await mailed([{ firstName: "Maria" }]);
    const [address = ""] = thread.addresses;
    const inCc = await door.receive({ to: "help@test.example", cc: address });
    expect(inCc).toMatchObject({ proof: "token", customerId: thread.first });
    const behind = await door.receive({
      to: `451d9b70cf9364d23ff6f9d51d870251+${address.slice(0, 26)}@inbound.example`,
    });
    expect(behind).toMatchObject({ proof: "token", customerId: thread.first });
  });

  it("V9 T39 without its token is found by the ids of our mails, and by nothing else: no subject, no literal null", async () => {
    const thread = await mailed([{ firstName: "Maria" }]);
    const subject = thread.sent[0]?.subject ?? "";
    const id = `<${thread.sent[0]?.threading?.messageId}>`;
    const byReply = await door.receive({ from: "a@elsewhere.example", headers: { "In-Reply-To": id } });
    expect(byReply).toMatchObject({
      threadId: thread.threadId,
      customerId: thread.first,
      proof: "reference",
    });
    const chain = await door.receive({
      from: "a@elsewhere.example",
      headers: { References: `<x@y> ${id} <z@y>` },
    });
    expect(chain).toMatchObject({ threadId: thread.threadId, proof: "reference" });
    const bySubject = await door.receive({
      from: "a@elsewhere.example",
      subject: `Re: ${subject}`,
      headers: { "In-Reply-To": "null" },
    });
    expect(bySubject).toMatchObject({ state: "unplaced", reason: "unknown_sender", threadId: null });
  });

  it("V9 from a known address alone opens in the family's thread, its sender not proved, and reads nothing", async () => {
    const thread = await start([{ firstName: "Maria", email: "known@mail.example" }]);
    await thread.post("When do you come?");
    const entry = await door.receive({
      from: "Known@mail.example",
      subject: "Rex is ill",
      text: "Please call me.",
    });
    expect(entry).toMatchObject({
      threadId: thread.threadId,
      customerId: thread.first,
      proof: "address",
      body: "Rex is ill\n\nPlease call me.",
    });
    expect(await thread.notices()).toEqual({ "When do you come? Maria": null });
  });

  it("V5 V9 is a read of what was mailed, not of what was written since", async () => {
    const thread = await mailed([{ firstName: "Maria" }]);
    await thread.post("And bring the lead.");
    await door.receive({ to: thread.addresses[0] ?? "" });
    expect(await thread.notices()).toEqual({
      "When do you come? Maria": "mailed",
      "And bring the lead. Maria": null,
    });
    await clock.pass(180);
    await thread.notify();
    expect(await thread.notices()).toMatchObject({ "And bring the lead. Maria": "mailed" });
  });

  it("V9 T40 the next mail refers to what they wrote", async () => {
    const thread = await mailed([{ firstName: "Maria" }]);
    await clock.pass(10);
    await door.receive({ to: thread.addresses[0] ?? "", headers: { "Message-ID": "<hers@mail.example>" } });
    await clock.pass(10);
    await thread.post("Good");
    await clock.pass(180);
    await thread.notify();
    const references = (await thread.mails()).at(-1)?.threading?.references;
    expect(references).toEqual([thread.sent[0]?.threading?.messageId, "hers@mail.example"]);
  });

  it("V9 T41 an automatic reply is kept without any effect", async () => {
    const thread = await mailed([{ firstName: "Maria" }]);
    const before = await database.owner.query(
      "select waiting_since, last_message_number from thread where id = $1",
      [thread.threadId],
    );
    const entry = await door.receive({
      to: thread.addresses[0] ?? "",
      headers: { "Auto-Submitted": "auto-replied" },
    });
    expect(entry).toMatchObject({ kind: "auto_reply", threadId: thread.threadId });
    const after = await database.owner.query(
      "select waiting_since, last_message_number from thread where id = $1",
      [thread.threadId],
    );
    expect(after.rows).toEqual(before.rows);
    const { rows } = await database.owner.query("select from visit_notice where thread_id = $1", [
      thread.threadId,
    ]);
    expect(rows).toEqual([]);
  });

  it("V9 T42 a mail that nobody knows, or several families do, is never answered: staff see it", async () => {
    await start([{ firstName: "Ana", email: "two@mail.example" }]);
    await start([{ firstName: "Ben", email: "two@mail.example" }]);
    expect(await door.receive({ from: "nobody@mail.example" })).toMatchObject({
      state: "unplaced",
      reason: "unknown_sender",
    });
    expect(await door.receive({ from: "two@mail.example" })).toMatchObject({
      state: "unplaced",
      reason: "several_families",
    });
    const robot = await door.receive({ from: "nobody@mail.example", headers: { Precedence: "bulk" } });
    expect(robot).toMatchObject({ state: "dismissed", reason: "automatic" });
    const ctx = organisation.as("senior");
    const { threadId, familyId } = await start([{ firstName: "Cleo" }]);
    const unplaced = await listUnplaced({ ctx });
    const newest = unplaced.find(({ from }) => from.address === "two@mail.example");
    expect(newest?.reason).toBe("several_families");
    const settle = (to: string | null) =>
      settleUnplaced({ ctx, input: { mailId: newest?.id ?? "", familyId: to } });
    expect(await settle(familyId)).toEqual({ outcome: "placed", threadId });
    expect(await settle(null)).toEqual({ outcome: "settled_before" });
    const placed = await database.owner.query(
      "select kind, proof, customer_id from entry where thread_id = $1 order by number",
      [threadId],
    );
    expect(placed.rows).toEqual([
      { kind: "message", proof: "address", customer_id: null },
      { kind: "event", proof: null, customer_id: null },
    ]);
    const { rows } = await database.owner.query(
      "select from delivery where address in ('nobody@mail.example', 'two@mail.example')",
    );
    expect(rows).toEqual([]);
  });

  it("V9 a token of another organisation opens nothing here, and another family's is its own human's", async () => {
    const maria = await mailed([{ firstName: "Maria" }]);
    const elsewhere = openInbound(database, other, api.url);
    expect(await elsewhere.receive({ to: maria.addresses[0] ?? "" })).toMatchObject({ state: "unplaced" });
    const ulf = await start([{ firstName: "Ulf", email: "ulf@mail.example" }]);
    const forged = await door.receive({ from: "ulf@mail.example", to: maria.addresses[0] ?? "" });
    expect(forged).toMatchObject({
      threadId: maria.threadId,
      customerId: maria.first,
      fromAddress: "ulf@mail.example",
    });
    const { rows } = await database.owner.query("select from entry where thread_id = $1", [ulf.threadId]);
    expect(rows).toEqual([]);
  });

  it("V9 T5 T22 twenty deliveries at once of the same mail are one entry, of twenty mails twenty", async () => {
    const thread = await mailed([{ firstName: "Maria" }]);
    const [to = ""] = thread.addresses;
    const same = inboundPayload({ to, text: "Once and only once" });
    const answers = await Promise.all(Array.from({ length: 20 }, () => door.post(same)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => door.post(inboundPayload({ to, text: `Reply ${n}` }))),
    );
    await Promise.all([door.placeAll(), door.placeAll(), door.placeAll()]);
    const { rows } = await database.owner.query<{ body: string; number: number }>(
      "select body, number from entry where thread_id = $1 and via = 'email' order by number",
      [thread.threadId],
    );
    expect(rows.filter(({ body }) => body === "Once and only once")).toHaveLength(1);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, n) => n + 2));
  });
});

describe("V9 the door for mails", () => {
  it("V9 is opened by the organisation's own password alone", async () => {
    const body = inboundPayload({});
    expect((await door.post(body, null)).status).toBe(401);
    expect((await door.post(body, webhookPasswordOf(other.organisationId))).status).toBe(401);
    expect((await door.post(body, "wrong")).status).toBe(401);
  });

  it("V9 T38 refuses what is too large, told or streamed, and keeps what is not whole", async () => {
    const large = "x".repeat(41 * 1024 * 1024);
    expect((await door.post(large)).status).toBe(413);
    const content = Buffer.alloc(9 * 1024 * 1024, 7);
    const attachments = [
      { Name: "dog.jpg", ContentType: "image/jpeg", Content: content.toString("base64"), ContentID: "" },
    ];
    const messageId = randomUUID();
    expect((await door.post(inboundPayload({ messageId, attachments }))).status).toBe(200);
    const { rows } = await database.owner.query(
      `select name, bytes, length(content) as kept from inbound_attachment join inbound_mail on id = mail_id where provider_message_id = $1`,
      [messageId],
    );
    expect(rows).toEqual([{ name: "dog.jpg", bytes: content.length, kept: content.length }]);
    await door.placeAll();
  });

  it("V9 refuses garbage for good, and stores what JSON may carry and PostgreSQL may not", async () => {
    expect((await door.post("{")).status).toBe(400);
    expect((await door.post("[]")).status).toBe(400);
    expect(
      (await door.post(JSON.stringify({ MessageID: randomUUID(), TextBody: "a\u0000b \ud800" }))).status,
    ).toBe(200);
    await door.placeAll();
  });
});
