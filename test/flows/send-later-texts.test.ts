import { randomUUID } from "node:crypto";
import { getLaterChoices } from "@packpost/core/conversation/later/get-later-choices";
import { scheduleMessage } from "@packpost/core/conversation/later/schedule-message";
import { joinThreads } from "@packpost/core/joined-threads/join-threads";
import { splitThread } from "@packpost/core/joined-threads/split-thread";
import { editSettings } from "@packpost/core/organisation/edit-settings";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TestClock } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { startLater } from "../support/later-run.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;
let clock: TestClock;
let numbers = 1000;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
  await database.owner.query(
    "insert into texting (organisation_id, number, enabled_at) values ($1, '+12025550100', now())",
    [organisation.organisationId],
  );
});
beforeEach(async () => {
  // A Monday, 10:00 in Berlin.
  clock = new TestClock(database.owner, Date.UTC(2026, 10, 30, 9, 0, 0));
  await clock.pass(0);
});

const hour = 3_600;
const texts = async (entryId: string) =>
  (
    await database.owner.query("select address, text from delivery where entry_id = $1 and channel = 'sms'", [
      entryId,
    ])
  ).rows;

/** A thread of Maria, who has a number. */
async function start() {
  const thread = await startLater({ database, organisation, passId, clock }, [{ firstName: "Maria" }]);
  const number = `+1202777${++numbers}`;
  // Here, whatever the number says.
  await database.owner.query("update customer set phone = $2, zone = 'Europe/Berlin' where id = $1", [
    ...[thread.first, number],
  ]);
  return { ...thread, number, text: { customerId: thread.first } };
}

const set = (values: string) =>
  database.owner.query(`update texting set ${values} where organisation_id = $1`, [
    organisation.organisationId,
  ]);
const setQuiet = (from: string | null, until: string | null) =>
  database.owner.query("update organisation set quiet_from = $2, quiet_until = $3 where id = $1", [
    ...[organisation.organisationId, from, until],
  ]);

describe("V15 V8 a text that is sent later", () => {
  it("V15 T6 goes to the number that its person has at its time", async () => {
    const { text, ...thread } = await start();
    const { messageId } = await thread.later("See you", hour, { text });
    expect((await thread.list())[0]?.text?.name).toMatch(/^Maria/);
    await database.owner.query("update customer set phone = '+12027770999' where id = $1", [thread.first]);
    await clock.pass(hour);
    await thread.notify();
    expect(await texts(messageId)).toEqual([{ address: "+12027770999", text: "See you" }]);
  });

  it("V15 waits where the number opted out, texting is off or paused, and says so; a person cannot force it", async () => {
    const { text, ...thread } = await start();
    const { messageId } = await thread.later("Opted out", hour, { text });
    await database.owner.query(
      "insert into phone_number (organisation_id, number, opted_out_at, opted_out_by) values ($1, $2, now(), 'keyword')",
      [organisation.organisationId, thread.number],
    );
    await clock.pass(hour);
    await thread.notify();
    expect((await thread.list())[0]?.hold).toMatchObject({
      ...{ reason: "cannot_text", words: expect.stringContaining("texted STOP") },
    });
    await expect(thread.send(messageId)).rejects.toMatchObject({ code: "conflict" });
    for (const [off, on] of [
      ["enabled_at = null", "enabled_at = now()"],
      ["paused_at = now(), provider_message = 'Not registered'", "paused_at = null, provider_message = null"],
    ] as const) {
      const other = await start();
      await other.later("Held", hour, { text: other.text });
      await set(off);
      await clock.pass(hour);
      await other.notify();
      await set(on);
      expect(await other.holds()).toEqual({ Held: "cannot_text" });
    }
  });

  it("V15 A12 T35 quiet are the hours where somebody is: by the zone in their file, else their number's, else ours", async () => {
    const { text, ...thread } = await start();
    const zone = (value: string | null, number: string) =>
      database.owner.query("update customer set zone = $2, phone = $3 where id = $1", [
        ...[thread.first, value, number],
      ]);
    const at = (time: string) => thread.later(time, 0, { text, when: { date: "2026-12-01", time } });
    // 10:30 in Berlin is 04:30 in New York, 22:30 is 16:30 there.
    await zone(null, "+12125550177");
    await expect(at("10:30")).rejects.toMatchObject({
      ...{ code: "invalid_input", message: expect.stringContaining("where they are") },
      nextStep: "Choose a time from 14:00 on.",
    });
    await at("22:30");
    // Two zones of one area code: awake in both.
    await zone(null, "+18505550177");
    await expect(at("14:30")).rejects.toMatchObject({ nextStep: "Choose a time from 15:00 on." });
    // The file says more than the number.
    await zone("Europe/Berlin", "+12125550177");
    await expect(at("22:30")).rejects.toMatchObject({ code: "invalid_input" });
    // A number that says nothing of a place: our own clock.
    await zone(null, "+18005550177");
    await expect(at("07:30")).rejects.toMatchObject({ nextStep: "Choose a time from 8:00 on." });
  });

  it("V15 A12 T35 at its time it is night where they are: it waits; moved there it is refused", async () => {
    const { text, ...thread } = await start();
    // 15:00 in Berlin, 09:00 in New York; later they turn out to live in Honolulu, where it is 04:00.
    await database.owner.query("update customer set zone = 'America/New_York' where id = $1", [thread.first]);
    const { messageId } = await thread.later("Good morning", 5 * hour, { text });
    await expect(thread.move(messageId, hour)).rejects.toMatchObject({ code: "invalid_input" });
    await database.owner.query("update customer set zone = 'Pacific/Honolulu' where id = $1", [thread.first]);
    await clock.pass(5 * hour);
    await thread.notify();
    expect(await thread.holds()).toEqual({ "Good morning": "quiet_hours" });
  });

  it("V15 T35 times are offered by the clock of whom a text would go to", async () => {
    const { text, threadId, ...thread } = await start();
    await database.owner.query("update customer set zone = 'America/New_York' where id = $1", [thread.first]);
    const choices = (chosen?: { customerId: string | null }) =>
      getLaterChoices({ ctx: organisation.as("senior"), input: { threadId, text: chosen } });
    const hours = { from: "21:00", until: "08:00" };
    expect((await choices(text)).quiet).toEqual({ ...hours, zones: ["America/New_York"] });
    expect((await choices()).quiet).toEqual(null);
    expect((await choices({ customerId: randomUUID() })).quiet).toEqual({
      ...hours,
      zones: ["Europe/Berlin"],
    });
  });

  it("V15 A12 no text leaves in quiet hours: refused when it is scheduled, held if they came later; a message of the page is not held", async () => {
    const { text, ...thread } = await start();
    const night = { date: "2026-11-30", time: "22:30" };
    await expect(thread.later("Night", 0, { text, when: night })).rejects.toMatchObject({
      ...{ code: "invalid_input", nextStep: "Choose a time from 8:00 on." },
    });
    for (const time of ["21:00", "07:59"]) {
      const when = { date: "2026-12-01", time };
      await expect(thread.later(time, 0, { text, when })).rejects.toMatchObject({ code: "invalid_input" });
    }
    await thread.later("Morning", 0, { text, when: { date: "2026-12-01", time: "08:00" } });
    await thread.later("Noon", 2 * hour, { text });
    await thread.later("On the page", 2 * hour);
    await setQuiet("11:00", "13:00");
    await clock.pass(2 * hour);
    await thread.notify();
    await setQuiet(null, null);
    expect(await thread.holds()).toEqual({ Morning: null, Noon: "quiet_hours" });
    expect(await thread.messages()).toEqual(["On the page"]);
    await thread.later("At night, none set", 0, { text, when: night });
    await setQuiet("21:00", "08:00");
  });

  it("V15 A12 the settings take both times or neither, never equal ones, and write down who changed them", async () => {
    const ctx = organisation.as("owner");
    const { editSettingsSchema } = await import("@packpost/core/organisation/settings-schemas");
    const input = (quietFrom: string | null, quietUntil: string | null) =>
      editSettingsSchema.safeParse({ section: "texting", values: { quietFrom, quietUntil }, seen: {} });
    for (const [from, until] of [
      ["21:00", "21:00"],
      ["21:00", null],
      ["", "08:00"],
      ["9", "10:00"],
    ] as const)
      expect(input(from, until).success).toBe(false);
    for (const [from, until] of [
      ["20:30", "07:15"],
      [null, null],
      ["21:00", "08:00"],
    ] as const) {
      const { data } = input(from, until);
      if (data === undefined) throw new Error("it was refused");
      expect(await editSettings({ ctx, input: data })).toMatchObject({
        ...{ outcome: "saved", settings: { quietFrom: from, quietUntil: until } },
      });
    }
    await expect(setQuiet("10:00", "10:00")).rejects.toThrow("check");
    await expect(setQuiet("10:00", null)).rejects.toThrow("check");
  });
});

describe("V15 T6 a stranger's thread with something scheduled", () => {
  it("V15 moves along when it is joined, as to the person it is, and back when it is split", async () => {
    const family = await start();
    const { rows } = await database.owner.query(
      "insert into thread (organisation_id, stranger) values ($1, $2) returning id",
      [organisation.organisationId, `+4930778${++numbers}`],
    );
    const strangerThreadId = rows[0].id;
    const ctx = organisation.as("senior");
    const schedule = (body: string, at: Date) =>
      scheduleMessage({
        ctx,
        input: {
          ...{ threadId: strangerThreadId, messageId: randomUUID(), body, seenNumber: null },
          ...{ text: { customerId: null }, when: { at } },
        },
      });
    await schedule("Soon", new Date(clock.now.getTime() + hour * 1000));
    await schedule("Tomorrow", new Date(clock.now.getTime() + 24 * hour * 1000));
    const { familyId, first: customerId } = family;
    await joinThreads({ ctx, input: { strangerThreadId, familyId, customerId } });
    expect(await family.holds()).toEqual({ Soon: null, Tomorrow: null });
    await clock.pass(hour);
    await family.notify();
    const [entry] = (await family.entries()).filter(({ kind }) => kind === "message");
    expect(entry?.texts).toMatchObject([{ customerId, address: family.number }]);
    await splitThread({ ctx, input: { strangerThreadId } });
    expect(await family.holds()).toEqual({});
    const back = await database.owner.query(
      "select thread_id from scheduled_message where body = 'Tomorrow' and organisation_id = $1",
      [organisation.organisationId],
    );
    expect(back.rows).toEqual([{ thread_id: strangerThreadId }]);
  });
});
