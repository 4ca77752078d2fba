import { claimDelivery } from "@packpost/core/delivery/claim-delivery";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startThread, TestClock, workerContextOf } from "../support/conversation-run.ts";
import { createPass, type TestPerson } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let clock: TestClock;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm, { name: "Riverside Dog Parks" });
  passId = await createPass(organisation);
});
beforeEach(async () => {
  clock = new TestClock(database.owner, Date.UTC(2026, 10, 30, 9, 0, 0));
  await clock.pass(0);
});

const start = (people?: readonly TestPerson[]) => startThread(database, organisation, passId, people);

describe("V5 the three-minute mail", () => {
  it("V5 mails each customer once, three minutes after the oldest unread message, with everything unread", async () => {
    const thread = await start();
    await thread.post("One");
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 180_000 });
    await clock.pass(100);
    await thread.post("Two");
    await clock.pass(79);
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 1_000 });
    expect(await thread.mails()).toEqual([]);
    await clock.pass(1);
    expect(await thread.notify()).toEqual({ do: "end" });
    const mails = await thread.mails();
    expect(mails.map(({ customerId }) => customerId)).toEqual([thread.first, thread.second]);
    for (const { text } of mails) expect(text).toMatch(/One[\s\S]*Two/);
    expect(await thread.notices()).toEqual({
      "One Maria": "mailed",
      "One Chidi": "mailed",
      "Two Maria": "mailed",
      "Two Chidi": "mailed",
    });
  });

  it("V5 a message after the mail starts its own three minutes", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    await thread.post("One");
    await clock.pass(180);
    await thread.notify();
    await clock.pass(30);
    await thread.post("Two");
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 180_000 });
    await clock.pass(180);
    await thread.notify();
    const mails = await thread.mails();
    expect(mails.map(({ text }) => [text.includes("One"), text.includes("Two")])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it("V5 T16 nobody who has read in time is mailed, whichever message it was, and the other contact is", async () => {
    const thread = await start();
    const { number } = await thread.post("One");
    await clock.pass(60);
    await thread.read(number);
    await clock.pass(120);
    await thread.notify();
    expect((await thread.mails()).map(({ customerId }) => customerId)).toEqual([thread.second]);
    expect(await thread.notices()).toEqual({ "One Maria": "read", "One Chidi": "mailed" });
  });

  it("V5 T18 a worker that was away mails late, once, merged, and not what was read meanwhile", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    const { number } = await thread.post("One");
    await clock.pass(300);
    await thread.read(number);
    await thread.post("Two");
    await clock.pass(300);
    await thread.post("Three");
    expect(await thread.notify()).toEqual({ do: "end" });
    expect(await thread.notify()).toEqual({ do: "end" });
    const mails = await thread.mails();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toMatch(/Two[\s\S]*Three/);
    expect(mails[0]?.text).not.toContain("One");
  });

  it("V5 T16 what is read before the mail leaves is not mailed; the rest of it is mailed anew", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    const { number } = await thread.post("One");
    await thread.post("Two");
    await clock.pass(180);
    await thread.notify();
    await thread.read(number);
    const [mail] = await thread.mails();
    const leaving = { deliveryId: mail?.id ?? "", channel: "email", purpose: "unread_notice" } as const;
    const input = { ...leaving, stream: "transactional", callMs: 1_000 } as const;
    expect(await claimDelivery({ ctx: workerContextOf(organisation), input })).toBeNull();
    expect(await thread.notices()).toEqual({ "One Maria": "read", "Two Maria": null });
    expect(await thread.notify()).toEqual({ do: "end" });
    const mails = await thread.mails();
    expect(mails.map(({ status }) => status)).toEqual(["cancelled", "waiting"]);
    expect([mails[1]?.text.includes("One"), mails[1]?.text.includes("Two")]).toEqual([false, true]);
  });

  it("V5 T19 an open of the mail is no read: whoever opened it is still mailed what comes next", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    await thread.post("One");
    await clock.pass(180);
    await thread.notify();
    const opened = await database.owner.query(
      "update delivery set opened_at = app_now() where customer_id = $1 and opened_at is null",
      [thread.first],
    );
    expect(opened.rowCount).toBe(1);
    const read = await database.owner.query("select from read_position where customer_id = $1", [
      thread.first,
    ]);
    expect(read.rowCount).toBe(0);
    await thread.post("Two");
    await clock.pass(180);
    await thread.notify();
    expect(await thread.mails()).toHaveLength(2);
  });

  it("V5 T17 twenty notifiers at once mail once", async () => {
    const thread = await start();
    await thread.post("One");
    await clock.pass(181);
    await Promise.all(Array.from({ length: 20 }, () => thread.notify()));
    expect(await thread.mails()).toHaveLength(2);
  });

  it("V5 C18 says why somebody cannot be mailed: no address, blocked, unsubscribed from notices at that mailbox", async () => {
    const thread = await start([
      { firstName: "Nora", email: null },
      { firstName: "Bo", email: "bo@blocked.example" },
      { firstName: "Una" },
    ]);
    const other = await start([{ firstName: "Ulf", email: "una@mail.example" }]);
    await database.owner.query("update customer set email = 'Una@Mail.example' where id = $1", [
      thread.customerIds[2],
    ]);
    await database.owner.query(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'domain', 'blocked.example', 'by_hand')",
      [organisation.organisationId],
    );
    await database.owner.query(
      "insert into preference (organisation_id, customer_id, channel, subscribed, source) values ($1, $2, 'notice', false, 'portal')",
      [organisation.organisationId, other.first],
    );
    await thread.post("One");
    await clock.pass(180);
    expect(await thread.notify()).toEqual({ do: "end" });
    expect(await thread.mails()).toEqual([]);
    expect(await thread.notices()).toEqual({
      "One Nora": "no_address",
      "One Bo": "blocked",
      "One Una": "unsubscribed",
    });
  });

  it("V5 two people with one mailbox get one mail", async () => {
    const thread = await start([
      { firstName: "Ana", email: "okafor@mail.example" },
      { firstName: "Ben", email: "Okafor@mail.example" },
    ]);
    await thread.post("One");
    await clock.pass(180);
    await thread.notify();
    expect(await thread.mails()).toHaveLength(1);
    expect(await thread.notices()).toEqual({ "One Ana": "mailed", "One Ben": "mailed" });
  });

  it("V5 T40 comes from the author at the organisation, shows who wrote when, quotes nothing, and belongs to the mails before it", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    const one = await thread.post("Is <b>Rex</b> fine?\nHe was tired.");
    await clock.pass(180);
    await thread.notify();
    const two = await thread.post("Hello?");
    await thread.post("We are here until six.", "admin");
    await clock.pass(180);
    await thread.notify();
    const [first, second] = await thread.mails();
    expect(first?.fromMailbox).toMatchObject({
      name: "The at Riverside Dog Parks",
      email: "hello@test.example",
    });
    expect(second?.fromMailbox.name).toBe("Riverside Dog Parks");
    expect(first?.subject).toBe("Your conversation with Riverside Dog Parks of 30 November 2026");
    expect(second?.subject).toBe(first?.subject);
    expect(first?.text).toContain("The senior · 30 Nov 2026, 10:00\nIs <b>Rex</b> fine?\nHe was tired.");
    expect(first?.html).toContain("Is &lt;b&gt;Rex&lt;/b&gt; fine?<br/>He was tired.");
    const { rows } = await database.owner.query("select slug from organisation where id = $1", [
      organisation.organisationId,
    ]);
    expect(first?.text).toContain(`/portal/${rows[0].slug}\n`);
    expect(second?.text).not.toContain("Rex");
    const idOf = (entryId: string) => `${entryId}.${thread.first}@test.example`;
    expect(first?.threading).toEqual({ messageId: idOf(one.entryId), references: [] });
    expect(second?.threading?.references).toEqual([idOf(one.entryId)]);
    expect(two.number).toBe(2);
  });
});

describe("V5 with texts", () => {
  /** The newest message as a text to the first customer. */
  async function asText(thread: Awaited<ReturnType<typeof start>>, entryId: string): Promise<string> {
    const { rows } = await database.owner.query(
      `insert into delivery (organisation_id, channel, purpose, request_id, customer_id, entry_id, address, from_mailbox, subject, html, text)
       values ($1, 'sms', 'conversation_text', uuidv7(), $2, $3, '+15005550006', '{}', '', '', 'text') returning id`,
      [organisation.organisationId, thread.first, entryId],
    );
    await database.owner.query(
      "update message_notice set text_delivery_id = $1 where entry_id = $2 and customer_id = $3",
      [rows[0].id, entryId, thread.first],
    );
    return rows[0].id;
  }
  const told = (deliveryId: string, fact: "delivered_at" | "failed_at") =>
    database.owner.query(`update delivery set ${fact} = app_now() where id = $1`, [deliveryId]);

  it("V5 T19 who got it as a delivered text is not mailed", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    const { entryId } = await thread.post("One");
    await told(await asText(thread, entryId), "delivered_at");
    await clock.pass(180);
    expect(await thread.notify()).toEqual({ do: "end" });
    expect(await thread.notices()).toEqual({ "One Maria": "texted" });
    expect(await thread.mails()).toEqual([]);
  });

  it("V5 a text without a final status is waited for two more minutes, then the mail goes", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    await asText(thread, (await thread.post("One")).entryId);
    await clock.pass(180);
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 120_000 });
    await clock.pass(119);
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 1_000 });
    await clock.pass(1);
    expect(await thread.notify()).toEqual({ do: "end" });
    expect(await thread.notices()).toEqual({ "One Maria": "mailed" });
  });

  it("V5 one that fails in those minutes makes the mail due at once", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    const textId = await asText(thread, (await thread.post("One")).entryId);
    await clock.pass(200);
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 100_000 });
    await told(textId, "failed_at");
    expect(await thread.notify()).toEqual({ do: "end" });
    expect(await thread.mails()).toHaveLength(1);
  });

  it("V5 what is still on its way as a text does not go along with another message's mail", async () => {
    const thread = await start([{ firstName: "Maria" }]);
    await thread.post("One");
    await clock.pass(150);
    await asText(thread, (await thread.post("Two")).entryId);
    await clock.pass(30);
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 270_000 });
    expect(await thread.notices()).toEqual({ "One Maria": "mailed", "Two Maria": null });
  });
});
