import { randomUUID } from "node:crypto";
import { cancelAppointment, restoreAppointment } from "@packpost/core/appointment/cancel-appointment";
import { createAppointment } from "@packpost/core/appointment/create-appointment";
import { findPets } from "@packpost/core/appointment/find-pets";
import { listSchedule } from "@packpost/core/appointment/list-schedule";
import { moveAppointment } from "@packpost/core/appointment/move-appointment";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { getCustomer } from "@packpost/core/customer/page/get-customer";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
/** Far from the clock's zone, so that a day counted in the wrong one shows. */
const zone = "Pacific/Auckland";
let organisation: TestOrganisation;
let passId: string;
let today: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm, { zone });
  passId = await createPass(organisation);
  const own = { staffMemberId: null, from: null, days: 1 };
  today = (await listSchedule({ ctx: organisation.as("senior"), input: own })).today;
});

const dayAfter = (days: number) =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

async function newVisit(when: { date?: string; time?: string; minutes?: number } = {}) {
  const family = await createFamily(organisation, { passId, pets: [{ name: "Rex" }] });
  const visit = {
    ...{
      appointmentId: randomUUID(),
      petId: family.petIds[0] ?? "",
      staffMemberId: organisation.staff.basic,
    },
    ...{ date: today, time: "23:30", minutes: 15, anyway: true, ...when },
  };
  const made = await createAppointment({ ctx: organisation.as("senior"), input: visit });
  if (made.outcome !== "created") throw new Error("It was not free");
  return { ...family, ...visit, startsAt: made.startsAt };
}

const opens = (familyId: string) =>
  openThread({ ctx: organisation.as("basic"), input: { familyId } }).then(
    () => true,
    () => false,
  );

describe("V6 basic staff see the families that they visit today", () => {
  it("V6 opens, reads and writes while the visit is today, in the organisation's zone", async () => {
    const { familyId } = await newVisit();
    const ctx = organisation.as("basic");
    const threadId = await openThread({ ctx, input: { familyId } });
    const message = { threadId, entryId: randomUUID(), body: "On my way", seenNumber: null };
    expect(await postMessage({ ctx, input: message })).toMatchObject({ outcome: "posted" });
    expect((await readEntries({ ctx, input: { threadId, pageSize: 5 } })).entries).toHaveLength(1);
  });

  it("V6 opens a customer's page on the day of the visit alone, other staff's whenever", async () => {
    const today = await newVisit();
    const tomorrow = await newVisit({ date: dayAfter(1), time: "09:00" });
    const page = (role: "basic" | "senior", { customerIds }: { customerIds: string[] }) =>
      getCustomer({ ctx: organisation.as(role), input: { customerId: customerIds[0] ?? "" } });
    expect((await page("basic", today)).today.map(({ id }) => id)).toEqual([today.appointmentId]);
    await expect(page("basic", tomorrow)).rejects.toMatchObject({ code: "not_found" });
    expect((await page("senior", tomorrow)).family.id).toBe(tomorrow.familyId);
  });

  it("T54 refuses to make an appointment under the id of another organisation's", async () => {
    const theirs = await newVisit();
    const stranger = await createTestOrganisation(database.orm);
    const { petIds } = await createFamily(stranger, { passId: await createPass(stranger) });
    const [petId = ""] = petIds;
    const place = { staffMemberId: stranger.staff.basic, date: dayAfter(1), time: "10:00", minutes: 30 };
    await expect(
      createAppointment({
        ctx: stranger.as("senior"),
        input: { ...place, anyway: true, appointmentId: theirs.appointmentId, petId },
      }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("V6 it can be said because of which visit somebody could open a family's thread", async () => {
    const { familyId, appointmentId, startsAt } = await newVisit();
    const threadId = await openThread({ ctx: organisation.as("basic"), input: { familyId } });
    await openThread({ ctx: organisation.as("senior"), input: { familyId } });
    const { rows } = await database.owner.query<{
      actor_id: string;
      detail: { visits: { id: string; startsAt: string }[] };
    }>("select actor_id, detail from audit where action = 'conversation.opened' and subject_id = $1", [
      threadId,
    ]);
    expect(rows.map(({ actor_id }) => actor_id)).toEqual([organisation.staff.basic]);
    expect(rows[0]?.detail.visits.map(({ id, startsAt: at }) => [id, new Date(at)])).toEqual([
      [appointmentId, startsAt],
    ]);
  });

  it("V6 sees nothing of a family visited by a colleague, tomorrow, yesterday or never", async () => {
    const tomorrow = await newVisit({ date: dayAfter(1), time: "00:00" });
    const yesterday = await newVisit({ date: dayAfter(-1), time: "23:30", minutes: 30 });
    const never = await createFamily(organisation, { passId });
    for (const { familyId } of [tomorrow, yesterday, never]) expect(await opens(familyId)).toBe(false);
    const colleague = await newVisit();
    const { appointmentId, startsAt: seenStart } = colleague;
    const place = { date: today, time: "23:30", minutes: 15, anyway: true };
    const input = { ...place, appointmentId, seenStart, staffMemberId: organisation.staff.senior };
    expect(await moveAppointment({ ctx: organisation.as("admin"), input })).toMatchObject({
      outcome: "moved",
    });
    expect(await opens(colleague.familyId)).toBe(false);
  });

  it("V6 a visit over midnight counts on both days", async () => {
    const { familyId } = await newVisit({ date: dayAfter(-1), time: "23:30", minutes: 60 });
    expect(await opens(familyId)).toBe(true);
  });

  it("V6 ends with the visit's cancelling or moving, for reading and for sending, and comes back with it", async () => {
    const visit = await newVisit();
    const ctx = organisation.as("basic");
    const threadId = await openThread({ ctx, input: visit });
    const read = () => readEntries({ ctx, input: { threadId, pageSize: 5 } });
    await cancelAppointment({ ctx: organisation.as("senior"), input: visit });
    await expect(read()).rejects.toMatchObject({ code: "not_found" });
    const message = { threadId, entryId: randomUUID(), body: "Still there?", seenNumber: null };
    await expect(postMessage({ ctx, input: message })).rejects.toMatchObject({ code: "not_found" });
    expect(await restoreAppointment({ ctx: organisation.as("senior"), input: visit })).toBe(true);
    expect((await read()).entries).toHaveLength(0);
    const { appointmentId, startsAt: seenStart, staffMemberId } = visit;
    const place = { date: dayAfter(2), time: "10:00", minutes: 30, anyway: true };
    const move = { ...place, appointmentId, seenStart, staffMemberId };
    await moveAppointment({ ctx: organisation.as("senior"), input: move });
    await expect(read()).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the schedule", () => {
  it("V6 basic staff look at their own and change nothing, else they could give themselves a family", async () => {
    const visit = await newVisit();
    const ctx = organisation.as("basic");
    const own = { staffMemberId: organisation.staff.basic, from: today, days: 1 };
    const seen = await listSchedule({ ctx, input: own });
    expect(seen.visits.map(({ id }) => id)).toContain(visit.appointmentId);
    expect(new Set(seen.visits.map(({ staff }) => staff.id))).toEqual(new Set([organisation.staff.basic]));
    for (const staffMemberId of [null, organisation.staff.senior])
      await expect(listSchedule({ ctx, input: { ...own, staffMemberId } })).rejects.toMatchObject({
        code: "forbidden",
      });
    const forbidden = { code: "forbidden" };
    await expect(createAppointment({ ctx, input: visit })).rejects.toMatchObject(forbidden);
    await expect(
      moveAppointment({ ctx, input: { ...visit, seenStart: visit.startsAt } }),
    ).rejects.toMatchObject(forbidden);
    await expect(cancelAppointment({ ctx, input: visit })).rejects.toMatchObject(forbidden);
    await expect(findPets({ ctx, input: { term: "Rex" } })).rejects.toMatchObject(forbidden);
  });

  it("says what a visit overlaps, and takes it if it is meant; the same id makes one", async () => {
    const taken = await newVisit({ date: dayAfter(3), time: "10:00", minutes: 60 });
    const beside = { ...taken, appointmentId: randomUUID(), time: "10:30", anyway: false };
    const ctx = organisation.as("senior");
    expect(await createAppointment({ ctx, input: beside })).toMatchObject({
      ...{ outcome: "overlaps", petName: "Rex", startsAt: taken.startsAt },
    });
    const meant = await Promise.all(
      [1, 2].map(() => createAppointment({ ctx, input: { ...beside, anyway: true } })),
    );
    expect(meant[0]).toEqual(meant[1]);
    const after = { ...beside, appointmentId: randomUUID(), time: "11:00" };
    expect(await createAppointment({ ctx, input: after })).toMatchObject({ outcome: "overlaps" });
    expect(await createAppointment({ ctx, input: { ...after, time: "12:00" } })).toMatchObject({
      outcome: "created",
    });
  });

  it("does not undo somebody else's move unseen", async () => {
    const visit = await newVisit({ date: dayAfter(4) });
    const move = { ...visit, date: dayAfter(5), seenStart: visit.startsAt };
    const ctx = organisation.as("senior");
    expect(await moveAppointment({ ctx, input: move })).toMatchObject({ outcome: "moved" });
    expect(await moveAppointment({ ctx, input: { ...move, date: dayAfter(6) } })).toMatchObject({
      outcome: "changed",
    });
  });

  it("finds pets by their own and a parent's name", async () => {
    await createFamily(organisation, {
      ...{ passId, people: [{ firstName: "Zsofia" }], pets: [{ name: "Quixote" }] },
    });
    for (const term of ["quixote", "zsofia"]) {
      const found = await findPets({ ctx: organisation.as("senior"), input: { term } });
      expect(found.map(({ name }) => name)).toEqual(["Quixote"]);
    }
  });
});
