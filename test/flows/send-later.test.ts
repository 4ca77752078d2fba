import { randomUUID } from "node:crypto";
import { closeConversation } from "@packpost/core/conversation/close-conversation";
import { conversationsWithWork } from "@packpost/core/sweep/conversations-with-work";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestClock } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { outcomeOf, startLater } from "../support/later-run.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let clock: TestClock;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});
beforeEach(async () => {
  // A Monday, 10:00 in Berlin.
  clock = new TestClock(database.owner, Date.UTC(2026, 10, 30, 9, 0, 0));
  await clock.pass(0);
});

const hour = 3_600;
const start = () => startLater({ database, organisation, passId, clock });

describe("V15 a message is sent at its time", () => {
  it("V15 is posted as its author when it is due, not before, once, and waits to be read from then on", async () => {
    const thread = await start();
    const { messageId, outcome } = await thread.later("See you tomorrow", hour);
    expect(outcome).toEqual({ outcome: "scheduled", dueAt: new Date("2026-11-30T10:00:00Z") });
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 3_600_000 });
    await clock.pass(hour - 1);
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 1_000 });
    expect(await thread.messages()).toEqual([]);
    await clock.pass(1);
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 180_000 });
    await thread.notify();
    const [entry, ...more] = await thread.entries();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      ...{ id: messageId, kind: "message", via: "app", body: "See you tomorrow" },
      author: { kind: "staff", id: organisation.staff.senior },
    });
    expect(await thread.list()).toEqual([]);
    await clock.pass(180);
    await thread.notify();
    expect(await thread.mails()).toHaveLength(2);
  });

  it("V15 double clicks and retries with one id make one message, twenty notifiers post it once", async () => {
    const thread = await start();
    const messageId = randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => thread.later("Once", hour, { messageId })),
    );
    expect(new Set(outcomes.map(({ outcome }) => outcome.outcome))).toEqual(new Set(["scheduled"]));
    expect(await thread.list()).toHaveLength(1);
    expect(await outcomeOf(thread.later("Other", hour, { messageId, role: "admin" }))).toMatch(/^conflict/);
    await clock.pass(hour);
    await Promise.all(Array.from({ length: 20 }, () => thread.notify()));
    expect(await thread.messages()).toEqual(["Once"]);
    await thread.later("Once", hour, { messageId });
    expect(await thread.list()).toEqual([]);
  });

  it("V15 while it is scheduled nothing is unread, mailed or answered by it", async () => {
    const thread = await start();
    await thread.write("When can we come?");
    await thread.later("At nine", hour);
    const since = async () =>
      (await database.owner.query("select waiting_since from thread where id = $1", [thread.threadId]))
        .rows[0].waiting_since;
    expect(await since()).not.toBeNull();
    const unread = await database.owner.query(
      "select staff_member_id from unread where thread_id = $1 and from_number > 1",
      [thread.threadId],
    );
    expect(unread.rows).toEqual([]);
    expect(await thread.notices()).toEqual({});
    await clock.pass(hour);
    await thread.notify();
    expect(await since()).toBeNull();
  });

  it("V15 refuses what is over, more than a year away or no day, and takes a time of the organisation's clock", async () => {
    const thread = await start();
    expect(await outcomeOf(thread.later("Late", -1))).toBe("invalid_input: This time is over.");
    expect(await outcomeOf(thread.later("Far", 367 * 24 * hour))).toBe(
      "invalid_input: This is more than a year away.",
    );
    const noDay = { date: "2027-02-30", time: "09:00" };
    expect(await outcomeOf(thread.later("No day", 0, { when: noDay }))).toMatch(/^invalid_input/);
    const when = { date: "2026-12-01", time: "09:00" };
    expect((await thread.later("Local", 0, { when })).outcome).toMatchObject({
      dueAt: new Date("2026-12-01T08:00:00Z"),
    });
    expect(await outcomeOf(thread.later("  ", hour))).toMatch(/^invalid_input/);
  });

  it("V15 what breaks off while it is posted has posted nothing and lost nothing: the next look posts it once", async () => {
    const thread = await start();
    await thread.later("Whole or not at all", hour);
    await clock.pass(hour);
    await database.owner.query(
      `create function break_off() returns trigger language plpgsql as $$ begin raise exception 'the worker dies here'; end $$;
       create trigger break_off before insert on message_notice for each row when (new.thread_id = '${thread.threadId}') execute function break_off()`,
    );
    await expect(thread.notify()).rejects.toThrow("the worker dies here");
    expect(await thread.messages()).toEqual([]);
    expect(await thread.holds()).toEqual({ "Whole or not at all": null });
    await database.owner.query("drop function break_off cascade");
    await thread.notify();
    await thread.notify();
    expect(await thread.messages()).toEqual(["Whole or not at all"]);
  });

  it("V15 at most fifty wait in one thread, since all of them are shown", async () => {
    const thread = await start();
    const made = await Promise.all(
      Array.from({ length: 52 }, (_, index) => outcomeOf(thread.later(`No. ${index}`, hour))),
    );
    expect(made.filter((outcome) => outcome === "done")).toHaveLength(50);
    expect(await thread.list()).toHaveLength(50);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 1 });
    await thread.notify();
    expect(await thread.messages()).toHaveLength(50);
  });

  it("V15 the sweep finds a thread whose message is due though its notifier was lost", async () => {
    const thread = await start();
    await thread.later("Swept", hour);
    const found = async () =>
      (await conversationsWithWork(database.orm)).some(({ threadId }) => threadId === thread.threadId);
    await clock.pass(hour + 5);
    expect(await found()).toBe(false);
    await clock.pass(6);
    expect(await found()).toBe(true);
    await thread.notify();
    expect(await found()).toBe(false);
  });

  it("V15 V11 into a closed conversation it opens a new one", async () => {
    const thread = await start();
    await thread.post("Hello");
    await thread.later("One more thing", hour);
    const close = { threadId: thread.threadId, entryId: randomUUID(), seenNumber: 1 };
    await closeConversation({ ctx: organisation.as("senior"), input: close });
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual(["Hello", "One more thing"]);
    const { rows } = await database.owner.query(
      "select count(*)::int as n from conversation where thread_id = $1",
      [thread.threadId],
    );
    expect(rows[0].n).toBe(2);
  });
});

describe("V15 what people do with it meanwhile", () => {
  it("V15 cancel, undo within the hour, and another time", async () => {
    const thread = await start();
    const { messageId } = await thread.later("Maybe", hour);
    expect(await thread.cancel(messageId)).toEqual({ outcome: "cancelled" });
    expect(await thread.cancel(messageId)).toEqual({ outcome: "cancelled" });
    expect(await thread.list()).toEqual([]);
    await thread.restore(messageId);
    expect(await thread.holds()).toEqual({ Maybe: null });
    await thread.move(messageId, 3 * hour);
    await clock.pass(2 * hour);
    await thread.notify();
    expect(await thread.messages()).toEqual([]);
    await thread.cancel(messageId);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual([]);
    await clock.pass(1);
    expect(await outcomeOf(thread.restore(messageId))).toMatch(/^conflict/);
  });

  it("V15 edit puts it back into the composer, and loses nothing that stands there", async () => {
    const thread = await start();
    const { messageId } = await thread.later("Scheduled words", hour);
    const draft = async (body: string, version: number) =>
      database.owner.query(
        `insert into draft (organisation_id, thread_id, staff_member_id, kind, body, version) values ($1, $2, $3, 'reply', $4, $5)
         on conflict (thread_id, staff_member_id, kind, organisation_id) do update set body = excluded.body, version = excluded.version`,
        [organisation.organisationId, thread.threadId, organisation.staff.senior, body, version],
      );
    await draft("Something else", 7);
    expect(await thread.takeBack(messageId)).toEqual({ outcome: "draft_stands" });
    expect(await thread.list()).toHaveLength(1);
    expect(await thread.takeBack(messageId, true)).toMatchObject({
      outcome: "taken",
      body: "Scheduled words\nSomething else",
      version: 8,
    });
    expect(await thread.list()).toEqual([]);
    expect(await thread.takeBack(messageId)).toEqual({ outcome: "settled", state: "cancelled" });
    // Its words are the draft's, its pictures the composer's: it is not had back beside them.
    expect(await outcomeOf(thread.restore(messageId))).toMatch(/^conflict/);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual([]);
  });

  it("V15 every step is audited, and sending races posting without a second message", async () => {
    const thread = await start();
    const { messageId } = await thread.later("Race", hour);
    await clock.pass(hour);
    await Promise.all([
      thread.notify(),
      thread.send(messageId),
      thread.send(messageId, "admin"),
      thread.notify(),
    ]);
    expect(await thread.messages()).toEqual(["Race"]);
    const { rows } = await database.owner.query(
      "select distinct action from audit where subject_id = $1 order by action",
      [thread.threadId],
    );
    expect(rows.map(({ action }) => action)).toContain("conversation.message_scheduled");
  });
});
