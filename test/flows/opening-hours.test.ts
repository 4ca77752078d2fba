import { randomUUID } from "node:crypto";
import { portalActor } from "@packpost/core/access/actor";
import { closeConversation } from "@packpost/core/conversation/close-conversation";
import { receiveText } from "@packpost/core/inbound-text/receive-text";
import type { OpeningHours } from "@packpost/core/opening-hours/opening-hours-schema";
import { saveOpeningHours } from "@packpost/core/opening-hours/save-opening-hours";
import { readOwnThread } from "@packpost/core/portal/read-own-thread";
import { hashWebhookPassword } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startThread, TestClock, workerContextOf } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openInbound } from "../support/inbound-door.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { webhookPasswordOf } from "../support/open-world.ts";
import { serveApi } from "../support/serve-api.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let clock: TestClock;
let api: Awaited<ReturnType<typeof serveApi>>;
let nextNumber = 0;

const workday = [{ from: "08:00", to: "17:00" }];
const hours: OpeningHours = { week: [workday, workday, workday, workday, workday, [], []], closedDays: [] };
const line = "We’re closed now. Somebody will look on Monday from 08:00.";

beforeAll(async () => {
  api = await serveApi(database.appUrl);
});
afterAll(() => api.close());
beforeEach(async () => {
  organisation = await createTestOrganisation(database.orm);
  const { organisationId } = organisation;
  await database.owner.query(
    "update organisation set inbound_address = 'reply.test.example', zone = 'Europe/Berlin' where id = $1",
    [organisationId],
  );
  await database.owner.query("insert into webhook_secret (organisation_id, current_hash) values ($1, $2)", [
    organisationId,
    hashWebhookPassword(webhookPasswordOf(organisationId)),
  ]);
  await database.owner.query(
    "insert into texting (organisation_id, number, registration, enabled_at) values ($1, '+12025550100', 'registered', now())",
    [organisationId],
  );
  passId = await createPass(organisation);
  // Saturday noon in Berlin.
  clock = new TestClock(database.owner, Date.UTC(2026, 10, 28, 11, 0, 0));
  await clock.pass(0);
  await saveOpeningHours({ ctx: organisation.as("owner"), input: hours });
});

async function start() {
  const thread = await startThread(database, organisation, passId, [
    { firstName: "Maria", email: `maria-${randomUUID()}@mail.example` },
  ]);
  const phone = `+1202555${String(2_000 + nextNumber++).padStart(4, "0")}`;
  await database.owner.query("update customer set phone = $1 where id = $2", [phone, thread.first]);
  const lines = async () => {
    const { rows } = await database.owner.query<{ body: string; texts: number; mails: number }>(
      `select body, (select count(*)::int from delivery where entry_id = entry.id and channel = 'sms') as texts,
         (select count(*)::int from delivery where entry_id = entry.id and purpose = 'hours_line') as mails
       from entry where thread_id = $1 and kind = 'hours' order by number`,
      [thread.threadId],
    );
    return rows;
  };
  const text = (body: string) =>
    receiveText({
      ctx: workerContextOf(organisation),
      input: {
        text: {
          ...{ providerMessageId: `SM${randomUUID()}`, from: phone, to: "+12025550100", body, media: [] },
          receivedAt: clock.now,
        },
      },
    });
  return { ...thread, phone, lines, text };
}

describe("V16 outside opening hours", () => {
  it("V16 whoever writes on their pages is told once a conversation when somebody will look; it is nobody's turn by it", async () => {
    const thread = await start();
    await thread.write("Are you there?");
    await thread.write("Hello?");
    expect(await thread.lines()).toEqual([{ body: line, texts: 0, mails: 0 }]);
    const ctx = { ...organisation.as("senior"), actor: portalActor(thread.first) };
    const shown = await readOwnThread({ ctx, input: { pageSize: 50 } });
    expect(shown.entries.map(({ body, author }) => `${author.kind}: ${body}`)).toEqual([
      ...["me: Are you there?", `team: ${line}`, "me: Hello?"],
    ]);
    const { rows } = await database.owner.query(
      "select waiting_since is not null as waiting, last_message_number as last, (select from_number from unread where thread_id = thread.id limit 1) as unread from thread where id = $1",
      [thread.threadId],
    );
    expect(rows).toEqual([{ waiting: true, last: 3, unread: 1 }]);
    // The next conversation has its own.
    await closeConversation({
      ctx: organisation.as("senior"),
      input: { threadId: thread.threadId, entryId: randomUUID(), seenNumber: 10 },
    });
    await thread.write("One more thing");
    expect(await thread.lines()).toHaveLength(2);
  });

  it("V16 T5 twenty messages at once bring one line", async () => {
    const thread = await start();
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => thread.text(`Text ${n}`)),
      ...Array.from({ length: 10 }, (_, n) => thread.write(`Message ${n}`)),
    ]);
    expect(await thread.lines()).toHaveLength(1);
  });

  it("V16 whoever texts gets it as a text; a keyword, a reaction or a number that opted out gets none", async () => {
    const thread = await start();
    await thread.text("HELP");
    expect(await thread.lines()).toEqual([]);
    await thread.text("When do you open?");
    expect(await thread.lines()).toEqual([{ body: line, texts: 1, mails: 0 }]);
    const silent = await start();
    await database.owner.query(
      "insert into phone_number (organisation_id, number, opted_out_at, opted_out_by) values ($1, $2, now(), 'provider')",
      [organisation.organisationId, silent.phone],
    );
    await silent.text("When do you open?");
    expect(await silent.lines()).toEqual([]);
    const off = await start();
    await database.owner.query("update texting set enabled_at = null where organisation_id = $1", [
      organisation.organisationId,
    ]);
    await off.text("When do you open?");
    expect(await off.lines()).toEqual([]);
  });

  it("V16 T41 T42 whoever answers a mail gets it by mail; an automatic reply and an unproved or other sender get none", async () => {
    const door = openInbound(database, organisation, api.url);
    const mailed = async () => {
      const thread = await start();
      await clock.set(Date.UTC(2026, 10, 27, 11, 0, 0));
      await thread.post("When do you come?");
      await clock.pass(180);
      await thread.notify();
      await clock.set(Date.UTC(2026, 10, 28, 11, 0, 0));
      const [mail] = await thread.mails();
      return { ...thread, to: mail?.fromMailbox.replyTo ?? "", from: mail?.address ?? "" };
    };
    const robot = await mailed();
    await door.receive({ to: robot.to, from: robot.from, headers: { "Auto-Submitted": "auto-replied" } });
    expect(await robot.lines()).toEqual([]);
    await door.receive({ to: robot.to, from: "other@elsewhere.example" });
    expect(await robot.lines()).toEqual([]);
    await door.receive({ from: robot.from, subject: "A question" });
    expect(await robot.lines()).toEqual([]);
    const thread = await mailed();
    const headers = { "Message-ID": "<hers@mail.example>" };
    await door.receive({ to: thread.to, from: thread.from, subject: "Re: Re: Visit", headers });
    expect(await thread.lines()).toEqual([{ body: line, texts: 0, mails: 1 }]);
    const [sent] = await thread.mails("hours_line");
    expect(sent).toMatchObject({
      address: thread.from,
      subject: "Re: Visit",
      fromMailbox: { replyTo: thread.to },
    });
    expect(sent?.threading?.references).toEqual(["hers@mail.example"]);
    expect(sent?.text).toContain(line);
  });

  it("V16 nobody is told anything while it is open, while somebody of the staff is writing, or before hours are set", async () => {
    const thread = await start();
    await thread.post("I am still here");
    await clock.pass(600);
    await thread.write("Good");
    expect(await thread.lines()).toEqual([]);
    await clock.pass(1_800);
    await thread.write("Still?");
    expect(await thread.lines()).toHaveLength(1);
    await clock.set(Date.UTC(2026, 10, 30, 7, 0, 0));
    const open = await start();
    await open.write("Good morning");
    expect(await open.lines()).toEqual([]);
    const none = { week: hours.week.map(() => []), closedDays: [] };
    await saveOpeningHours({ ctx: organisation.as("owner"), input: none });
    await clock.set(Date.UTC(2026, 10, 29, 7, 0, 0));
    const off = await start();
    await off.write("Hello");
    expect(await off.lines()).toEqual([]);
  });
});
