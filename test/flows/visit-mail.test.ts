import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startThread, TestClock } from "../support/conversation-run.ts";
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

describe("V7 staff who visit the family that day", () => {
  async function visit(
    thread: Awaited<ReturnType<typeof start>>,
    role: "senior" | "basic" | "admin",
    from: string,
    status = "scheduled",
  ): Promise<void> {
    await database.owner.query(
      `insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at, status)
       values ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz + interval '1 hour', $6)`,
      [
        organisation.organisationId,
        thread.familyId,
        thread.petIds[0],
        organisation.staff[role],
        from,
        status,
      ],
    );
  }

  it("V7 T20 are mailed sixty seconds after a customer wrote, read or not, once for what was written meanwhile", async () => {
    const thread = await start();
    await visit(thread, "basic", "2026-11-30T14:00:00+01:00");
    await visit(thread, "senior", "2026-11-30T23:30:00+01:00");
    await visit(thread, "admin", "2026-12-01T00:30:00+01:00");
    await visit(thread, "admin", "2026-11-30T15:00:00+01:00", "cancelled");
    await thread.write("We are late");
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 60_000 });
    await clock.pass(59);
    await thread.write("Ten minutes", thread.second);
    await clock.pass(1);
    expect(await thread.notify()).toEqual({ do: "end" });
    const mails = await thread.mails("visit_notice");
    expect(mails.map(({ address }) => address.split("-")[0]).sort()).toEqual(["basic", "senior"]);
    for (const { text } of mails)
      expect(text).toMatch(/Maria Test[\s\S]*We are late[\s\S]*Chidi Test[\s\S]*Ten minutes/);
    await thread.write("Eleven");
    expect(await thread.notify()).toMatchObject({ do: "wait", ms: 60_000 });
  });

  it("V7 T20 who was taken off the visit, or has left, by then is not mailed", async () => {
    const thread = await start();
    await visit(thread, "basic", "2026-11-30T14:00:00+01:00");
    await thread.write("We are late");
    const cancelled = "update appointment set status = 'cancelled' where family_id = $1";
    await database.owner.query(cancelled, [thread.familyId]);
    await clock.pass(60);
    await thread.notify();
    expect(await thread.mails("visit_notice")).toEqual([]);
    const other = await start();
    await visit(other, "senior", "2026-11-30T14:00:00+01:00");
    await other.write("We are late");
    const left = "update staff_member set ended_at = $2 where id = $1";
    await database.owner.query(left, [organisation.staff.senior, clock.now]);
    await clock.pass(60);
    await other.notify();
    await database.owner.query(left, [organisation.staff.senior, null]);
    expect(await other.mails("visit_notice")).toEqual([]);
  });

  it.each(["portal", "text", "email"] as const)(
    "V7 are mailed when the customer writes by %s",
    async (via) => {
      const thread = await start();
      await visit(thread, "basic", "2026-11-30T14:00:00+01:00");
      await thread.write("We are late", thread.first, via);
      await clock.pass(60);
      await thread.notify();
      expect(await thread.mails("visit_notice")).toHaveLength(1);
    },
  );

  it("V7 T41 of mails that come in, at most five an hour tell one human; what is written elsewhere is told as ever", async () => {
    const thread = await start();
    await visit(thread, "basic", "2026-11-30T14:00:00+01:00");
    const told = async (via: "portal" | "email") => {
      await thread.write("We are late", thread.first, via);
      await clock.pass(61);
      await thread.notify();
      return (await thread.mails("visit_notice")).length;
    };
    const counts: number[] = [];
    for (let mail = 0; mail < 7; mail += 1) counts.push(await told("email"));
    expect(counts).toEqual([1, 2, 3, 4, 5, 5, 5]);
    expect(await told("portal")).toBe(6);
    await clock.pass(3_600);
    expect(await told("email")).toBe(7);
  });
});
