import { cancelAppointment } from "@packpost/core/appointment/cancel-appointment";
import { listThreads } from "@packpost/core/conversation/inbox/list-threads";
import { readUnreadState } from "@packpost/core/conversation/inbox/read-unread-state";
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

describe("V15 at its time it looks again", () => {
  it("V15 a customer wrote: it waits for a person who sees who and when, and can send it anyway", async () => {
    const thread = await start();
    const { messageId } = await thread.later("We are closed today", 2 * hour);
    await clock.pass(hour);
    await thread.write("Never mind, we are there already");
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual(["Never mind, we are there already"]);
    const [held] = await thread.list();
    expect(held?.hold).toMatchObject({ reason: "customer_wrote", byAt: new Date("2026-11-30T10:00:00Z") });
    expect(held?.hold?.by).toMatch(/^Maria/);
    expect(await thread.notify()).toMatchObject({ do: "end" });
    expect(await thread.send(messageId)).toMatchObject({ outcome: "posted", number: 2 });
    expect(await thread.send(messageId)).toEqual({ outcome: "settled", state: "posted" });
    expect(await thread.messages()).toHaveLength(2);
  });

  it("V15 one that waited, was cancelled and is had back, waits for a person again: nothing leaves by an undo", async () => {
    const thread = await start();
    const { messageId } = await thread.later("We are closed today", hour);
    await thread.write("Never mind");
    await clock.pass(hour);
    await thread.notify();
    await thread.cancel(messageId);
    await thread.restore(messageId);
    await thread.notify();
    expect(await thread.messages()).toEqual(["Never mind"]);
    expect(await thread.holds()).toEqual({ "We are closed today": "late" });
  });

  it("V15 what the writer had not seen yet counts as written meanwhile; what they had seen does not", async () => {
    const thread = await start();
    await thread.write("One");
    await thread.write("Two");
    await thread.later("Had seen one", hour, { seenNumber: 1 });
    await thread.later("Had seen both", hour, { seenNumber: 2 });
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.holds()).toEqual({ "Had seen one": "customer_wrote" });
    expect(await thread.messages()).toEqual(["One", "Two", "Had seen both"]);
  });

  it("V15 whoever gives it another time knows what stood on their page, not what came that moment", async () => {
    const thread = await start();
    await thread.write("One");
    const unseen = await thread.later("Moved before two was seen", hour, { seenNumber: 1 });
    const seen = await thread.later("Moved with two in sight", hour, { seenNumber: 1 });
    await thread.write("Two");
    await thread.move(unseen.messageId, 2 * hour, 1);
    await thread.move(seen.messageId, 2 * hour, 2);
    await clock.pass(2 * hour);
    await thread.notify();
    expect(await thread.holds()).toEqual({ "Moved before two was seen": "customer_wrote" });
    expect(await thread.messages()).toEqual(["One", "Two", "Moved with two in sight"]);
  });

  it("V15 T13 a colleague has replied: scheduling warns, and at its time it waits", async () => {
    const thread = await start();
    const { number } = await thread.post("Mine already", "admin");
    expect((await thread.later("Late", hour, { seenNumber: 0 })).outcome).toMatchObject({
      ...{ outcome: "colleague_replied", name: "The admin", number },
    });
    const { messageId } = await thread.later("Later", hour);
    await thread.post("Ben again", "admin");
    await thread.post("My own word counts not");
    await clock.pass(hour);
    await thread.notify();
    expect((await thread.list())[0]?.hold).toMatchObject({ reason: "colleague_replied", by: "The admin" });
    expect(await thread.send(messageId, "senior", 1)).toMatchObject({ outcome: "colleague_replied" });
    expect(await thread.send(messageId, "senior", 3)).toMatchObject({ outcome: "posted" });
  });

  it("V15 the visit was cancelled, or moved", async () => {
    const thread = await start();
    const { rows: pets } = await database.owner.query(
      "insert into pet (organisation_id, family_id, name) values ($1, $2, 'Rex') returning id",
      [organisation.organisationId, thread.familyId],
    );
    const visit = async () =>
      (
        await database.owner.query(
          `insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
           values ($1, $2, $3, $4, app_now() + interval '1 day', app_now() + interval '25 hours') returning id`,
          [organisation.organisationId, thread.familyId, pets[0].id, organisation.staff.senior],
        )
      ).rows[0].id;
    const [cancelled, moved, kept] = [await visit(), await visit(), await visit()];
    const { messageId } = await thread.later("Cancelled", hour, { appointmentId: cancelled });
    await thread.later("Moved", hour, { appointmentId: moved });
    await thread.later("Kept", hour, { appointmentId: kept });
    await cancelAppointment({ ctx: organisation.as("senior"), input: { appointmentId: cancelled } });
    await database.owner.query(
      "update appointment set starts_at = starts_at + interval '10 minutes' where id = $1",
      [moved],
    );
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.holds()).toEqual({ Cancelled: "visit_cancelled", Moved: "visit_moved" });
    expect(await thread.messages()).toEqual(["Kept"]);
    await thread.move(messageId, hour);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.messages()).toEqual(["Kept", "Cancelled"]);
    const other = await start();
    expect(await outcomeOf(other.later("Not theirs", hour, { appointmentId: kept }))).toMatch(/^not_found/);
  });

  it("V15 less than an hour late it goes, later it waits", async () => {
    const soon = await start();
    await soon.later("Soon", hour);
    const late = await start();
    await late.later("Late", hour);
    await clock.pass(2 * hour - 1);
    await soon.notify();
    expect(await soon.messages()).toEqual(["Soon"]);
    await clock.pass(2 * hour);
    await late.notify();
    expect(await late.holds()).toEqual({ Late: "late" });
  });

  it("V15 its author has left, or a visit that let them write is over: a colleague sends it as themselves", async () => {
    const thread = await start();
    const { messageId } = await thread.later("From one who left", hour, { role: "owner" });
    await database.owner.query("update staff_member set ended_at = app_now() where id = $1", [
      organisation.staff.owner,
    ]);
    await clock.pass(hour);
    await thread.notify();
    expect(await thread.holds()).toEqual({ "From one who left": "author_left" });
    await thread.send(messageId, "admin");
    expect((await thread.entries())[0]?.author).toMatchObject({ id: organisation.staff.admin });
    await database.owner.query("update staff_member set ended_at = null where id = $1", [
      organisation.staff.owner,
    ]);
    await thread.later("Not any more", hour);
    await database.owner.query("update staff_member set role = 'basic' where id = $1", [
      organisation.staff.senior,
    ]);
    await clock.pass(hour);
    await thread.notify();
    await database.owner.query("update staff_member set role = 'senior' where id = $1", [
      organisation.staff.senior,
    ]);
    expect(await thread.holds()).toEqual({ "Not any more": "no_access" });
  });

  it("V15 an unsent one is found in the list by its author and the assignee, by all where neither has the tab", async () => {
    const thread = await start();
    const { messageId } = await thread.later("Unsent", 2 * hour);
    const lines = async (role: "senior" | "admin") =>
      (
        await listThreads({
          ctx: organisation.as(role),
          input: { filter: "later", cursor: null, pageSize: 50 },
        })
      ).threads.filter(({ id }) => id === thread.threadId);
    const dot = async (role: "senior" | "admin") =>
      (await readUnreadState({ ctx: organisation.as(role) })).held;
    const before = { senior: await dot("senior"), admin: await dot("admin") };
    // Nobody has written there yet: it is in the list all the same.
    expect(await lines("senior")).toMatchObject([{ held: null }]);
    await clock.pass(4 * hour);
    await thread.notify();
    expect(await lines("senior")).toMatchObject([{ held: { mine: true, author: "The senior" } }]);
    expect(await lines("admin")).toMatchObject([{ held: { mine: false } }]);
    expect([await dot("senior"), await dot("admin")]).toEqual([before.senior + 1, before.admin]);
    await database.owner.query("update thread set assigned_to = $2 where id = $1", [
      thread.threadId,
      organisation.staff.admin,
    ]);
    expect(await lines("admin")).toMatchObject([{ held: { mine: true } }]);
    await database.owner.query("update thread set assigned_to = null where id = $1", [thread.threadId]);
    await database.owner.query("update staff_member set ended_at = app_now() where id = $1", [
      organisation.staff.senior,
    ]);
    expect(await lines("admin")).toMatchObject([{ held: { mine: true } }]);
    await database.owner.query("update staff_member set ended_at = null where id = $1", [
      organisation.staff.senior,
    ]);
    await thread.cancel(messageId);
    expect(await lines("admin")).toEqual([]);
  });
});
