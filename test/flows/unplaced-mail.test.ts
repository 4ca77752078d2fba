import { randomUUID } from "node:crypto";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { countUnplaced, listUnplaced } from "@packpost/core/inbound-mail/list-unplaced";
import { settleUnplaced } from "@packpost/core/inbound-mail/settle-unplaced";
import { takeOutMail } from "@packpost/core/inbound-mail/take-out-mail";
import { joinThreads } from "@packpost/core/joined-threads/join-threads";
import { splitThread } from "@packpost/core/joined-threads/split-thread";
import { hashWebhookPassword } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startThread } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openInbound } from "../support/inbound-door.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { webhookPasswordOf } from "../support/open-world.ts";
import { serveApi } from "../support/serve-api.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let api: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  await database.owner.query("insert into webhook_secret (organisation_id, current_hash) values ($1, $2)", [
    organisation.organisationId,
    hashWebhookPassword(webhookPasswordOf(organisation.organisationId)),
  ]);
  api = await serveApi(database.appUrl);
});
afterAll(() => api.close());

/** Where a family's people answer to a mail about an unread message. */
async function mailedAddresses(thread: Awaited<ReturnType<typeof startThread>>): Promise<string[]> {
  await database.owner.query("update organisation set inbound_address = 'reply.test.example' where id = $1", [
    organisation.organisationId,
  ]);
  await thread.post("Are you there?");
  await database.owner.query("update message_notice set due_at = now() where thread_id = $1", [
    thread.threadId,
  ]);
  await thread.notify();
  return (await thread.mails()).map(({ fromMailbox }) => fromMailbox.replyTo ?? "");
}

it("V9 T42 one that is put away can be taken back; opened on its own it has a thread, in which its sender's next mail lands", async () => {
  const ctx = organisation.as("senior");
  const door = openInbound(database, organisation, api.url);
  const from = "Somebody.New@mail.example";
  await door.receive({ from, html: "<p>Do you have <b>room</b>?</p>", text: "", subject: "A question" });
  const find = async () =>
    (await listUnplaced({ ctx })).find(
      ({ from: { address } }) => address.toLowerCase() === from.toLowerCase(),
    );
  const waiting = await find();
  expect(waiting).toMatchObject({ text: "Do you have room?", families: [], attachments: 0 });
  const mailId = waiting?.id ?? "";
  const settle = (as?: "stranger" | "unplaced") =>
    settleUnplaced({ ctx, input: { mailId, familyId: null, ...(as && { as }) } });
  expect(await settle()).toEqual({ outcome: "dismissed" });
  expect(await find()).toBe(undefined);
  expect(await settle("stranger")).toEqual({ outcome: "settled_before" });
  expect(await settle("unplaced")).toEqual({ outcome: "unplaced" });
  expect(await settle("unplaced")).toEqual({ outcome: "settled_before" });
  expect(await find()).toMatchObject({ id: mailId });
  const opened = await settle("stranger");
  if (opened.outcome !== "placed") throw new Error(opened.outcome);
  await expect(
    postMessage({
      ctx,
      input: { threadId: opened.threadId, entryId: randomUUID(), body: "Yes", seenNumber: null },
    }),
    "nobody who proved nothing is written to",
  ).rejects.toMatchObject({ code: "conflict" });
  const next = await door.receive({ from, text: "Hello?" });
  expect(next).toMatchObject({
    state: "placed",
    threadId: opened.threadId,
    customerId: null,
    proof: "address",
  });
  const family = await startThread(database, organisation, passId, [{ firstName: "Nora" }]);
  await joinThreads({
    ctx,
    input: { strangerThreadId: opened.threadId, familyId: family.familyId, customerId: family.first },
  });
  expect(await door.receive({ from, text: "And now?" })).toMatchObject({
    ...{ threadId: family.threadId, customerId: family.first },
  });
  const [address = ""] = await mailedAddresses(family);
  const proved = await door.receive({ from, to: address, text: "From my office" });
  expect(proved).toMatchObject({ threadId: family.threadId, proof: "token" });
  await splitThread({ ctx, input: { strangerThreadId: opened.threadId } });
  const bodiesOf = async (threadId: string) =>
    (await readEntries({ ctx, input: { threadId, pageSize: 50 } })).entries
      .filter(({ kind, author }) => kind === "message" && author?.kind !== "staff")
      .map(({ body }) => body.split("\n").at(-1));
  expect(await bodiesOf(opened.threadId)).toEqual(["Do you have room?", "Hello?", "And now?"]);
  expect(await bodiesOf(family.threadId), "what is proved to be theirs stays").toEqual(["From my office"]);
  const { rows } = await database.owner.query("select action from audit where subject_id = $1 order by id", [
    mailId,
  ]);
  expect(rows.map(({ action }) => action)).toEqual([
    ...["inbound_mail.dismissed", "inbound_mail.unplaced", "inbound_mail.placed"],
  ]);
});

it("T42 one that was put into the wrong family's thread is taken out again; what stands there hears of it, and it can go to the right one", async () => {
  const ctx = organisation.as("senior");
  const door = openInbound(database, organisation, api.url);
  const [wrong, right] = [
    await startThread(database, organisation, passId, [{ firstName: "Wrong" }]),
    await startThread(database, organisation, passId, [{ firstName: "Right" }]),
  ];
  const from = "guest@mail.example";
  const kept = await door.receive({ from, text: "Here is his passport", subject: "Rex" });
  expect(kept).toMatchObject({ state: "unplaced" });
  const waits = await countUnplaced({ ctx });
  const [waiting] = await listUnplaced({ ctx });
  const mailId = waiting?.id ?? "";
  await expect(takeOutMail({ ctx, input: { mailId } })).rejects.toMatchObject({ code: "not_found" });
  await settleUnplaced({ ctx, input: { mailId, familyId: wrong.familyId } });
  expect(await countUnplaced({ ctx })).toBe(waits - 1);
  const read = (threadId: string, sinceRevision?: number) =>
    readEntries({ ctx, input: { threadId, pageSize: 50, ...(sinceRevision && { sinceRevision }) } });
  const before = await read(wrong.threadId);
  expect(before.entries.map(({ kind }) => kind)).toEqual(["message", "event"]);
  await postMessage({
    ctx,
    input: { threadId: wrong.threadId, entryId: randomUUID(), body: "Thanks", seenNumber: null },
  });
  const { threadId } = await takeOutMail({ ctx, input: { mailId } });
  const changed = await read(wrong.threadId, before.revision);
  expect(changed.someLeft, "open pages read the thread anew").toBe(true);
  expect((await read(wrong.threadId, changed.revision)).someLeft).toBe(false);
  const after = await read(wrong.threadId);
  expect(after.entries.map(({ body, event }) => event ?? body)).toEqual([
    expect.objectContaining({ kind: "mail_placed" }),
    "Thanks",
    { kind: "mail_taken_out", mailId, stranger: from },
  ]);
  expect(after.waitingSince).toBe(null);
  expect((await read(threadId)).entries).toMatchObject([
    { id: mailId, body: expect.stringContaining("passport") },
    { event: { kind: "mail_taken_out" } },
  ]);
  await expect(takeOutMail({ ctx, input: { mailId } })).rejects.toMatchObject({ code: "conflict" });
  const to = { familyId: right.familyId, customerId: right.first };
  await joinThreads({ ctx, input: { strangerThreadId: threadId, ...to } });
  const rightThread = await openThread({ ctx, input: { familyId: right.familyId } });
  expect((await read(rightThread)).entries.map(({ id }) => id)).toContain(mailId);
});
