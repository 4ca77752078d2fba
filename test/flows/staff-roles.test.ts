import { randomUUID } from "node:crypto";
import { staffActor } from "@packpost/core/access/actor";
import { assignThread } from "@packpost/core/conversation/assign-thread";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTopicStream } from "../support/open-live-stream.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { openStaffDoors, type StaffDoors } from "../support/staff-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let doors: StaffDoors;
let organisation: TestOrganisation;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  doors = await openStaffDoors(world, web);
  organisation = await world.organisation(12);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const roleOf = async (staffMemberId: string) => {
  const { rows } = await world.owner.query(
    "select case when ended_at is null then role else 'left' end as role from staff_member where id = $1",
    [staffMemberId],
  );
  return rows[0]?.role;
};
const owners = async ({ ctx }: TestOrganisation) => {
  const { rows } = await world.owner.query(
    "select count(*)::int as n from staff_member where organisation_id = $1 and role = 'owner' and ended_at is null",
    [ctx.organisationId],
  );
  return rows[0].n;
};
const audited = async (action: string, subjectId: string) => {
  const { rows } = await world.owner.query(
    "select detail from audit where action = $1 and subject_id = $2 order by id",
    [action, subjectId],
  );
  return rows.map(({ detail }) => detail);
};

describe("O1 T65 roles", () => {
  it("O1 T65 an admin changes what is below them, and nobody of their own rank or above", async () => {
    const [owner, admin, other, senior] = [
      await doors.member(organisation, "owner"),
      await doors.member(organisation, "admin"),
      await doors.member(organisation, "admin"),
      await doors.member(organisation, "senior"),
    ];
    const refused = [
      { staffMemberId: owner.staffMemberId, seen: "owner", role: "basic" },
      { staffMemberId: other.staffMemberId, seen: "admin", role: "basic" },
      { staffMemberId: admin.staffMemberId, seen: "admin", role: "owner" },
      { staffMemberId: admin.staffMemberId, seen: "admin", role: "senior" },
      { staffMemberId: senior.staffMemberId, seen: "senior", role: "admin" },
    ] as const;
    for (const input of refused)
      await expect(admin.caller().staff.changeRole(input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const { staffMemberId } of [owner, other, admin])
      await expect(admin.caller().staff.remove({ staffMemberId })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    const { staffMemberId } = senior;
    await admin.caller().staff.changeRole({ staffMemberId, seen: "senior", role: "basic" });
    expect(await roleOf(staffMemberId)).toBe("basic");
    await owner
      .caller()
      .staff.changeRole({ staffMemberId: other.staffMemberId, seen: "admin", role: "owner" });
    expect(await roleOf(other.staffMemberId)).toBe("owner");
    expect(await audited("staff.role_changed", staffMemberId)).toEqual([{ from: "senior", to: "basic" }]);
  });

  it("O1 T65 the right of the very moment counts: an owner who was demoted meanwhile changes nobody", async () => {
    const [first, second, basic] = [
      await doors.member(organisation, "owner"),
      await doors.member(organisation, "owner"),
      await doors.member(organisation, "basic"),
    ];
    const late = second.caller();
    // Looked up before the demotion, as in a call that is under way.
    await late.account.me();
    await first
      .caller()
      .staff.changeRole({ staffMemberId: second.staffMemberId, seen: "owner", role: "admin" });
    const input = { staffMemberId: basic.staffMemberId, seen: "basic", role: "admin" } as const;
    await expect(late.staff.changeRole(input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await roleOf(basic.staffMemberId)).toBe("basic");
  });

  it("O1 T65 what was changed meanwhile is said, not overwritten", async () => {
    const { staffMemberId } = await doors.member(organisation, "basic");
    const owner = await doors.member(organisation, "owner");
    await owner.caller().staff.changeRole({ staffMemberId, seen: "basic", role: "senior" });
    await expect(
      owner.caller().staff.changeRole({ staffMemberId, seen: "basic", role: "admin" }),
    ).rejects.toMatchObject({ code: "CONFLICT", message: "Their role is senior by now." });
  });

  it("O1 T65 the only owner can neither be demoted nor leave", async () => {
    const small = await world.organisation(1);
    const alone = await web.as(small);
    const staffMemberId = small.ctx.actor.id;
    for (const call of [
      () => alone.staff.changeRole({ staffMemberId, seen: "owner", role: "admin" }),
      () => alone.staff.remove({ staffMemberId }),
    ])
      await expect(call()).rejects.toMatchObject({ code: "CONFLICT", message: "This is the only owner." });
    expect(await owners(small)).toBe(1);
    const second = await doors.member(small, "owner");
    await alone.staff.remove({ staffMemberId });
    expect([await owners(small), await roleOf(staffMemberId)]).toEqual([1, "left"]);
    await expect(second.caller().staff.remove({ staffMemberId: second.staffMemberId })).rejects.toMatchObject(
      { code: "CONFLICT" },
    );
  });

  it("O1 T65 of owners who demote, remove and leave each other at the same moment one remains", async () => {
    for (let round = 0; round < 6; round += 1) {
      const small = await world.organisation(1);
      const people = [await doors.member(small, "owner"), await doors.member(small, "owner")];
      const [one, other] = people;
      if (one === undefined || other === undefined) throw new Error("two people");
      await (await web.as(small)).staff.remove({ staffMemberId: small.ctx.actor.id });
      const demote = (by: typeof one, whom: typeof one) =>
        by.caller().staff.changeRole({ staffMemberId: whom.staffMemberId, seen: "owner", role: "admin" });
      const remove = (by: typeof one, whom: typeof one) =>
        by.caller().staff.remove({ staffMemberId: whom.staffMemberId });
      const settled = await Promise.allSettled(
        round % 3 === 0
          ? [demote(one, other), demote(other, one)]
          : round % 3 === 1
            ? [remove(one, other), remove(other, one)]
            : [remove(one, one), remove(other, other), demote(one, other), demote(other, one)],
      );
      expect(settled.some(({ status }) => status === "fulfilled")).toBe(true);
      expect([round, await owners(small)]).toEqual([round, 1]);
    }
  });

  it("O1 T65 who has another role works with it from the next call on, and a live page is renewed", async () => {
    const senior = await doors.member(organisation, "senior");
    const stream = await openTopicStream(web, senior.session, [
      { kind: "inbox", id: organisation.ctx.organisationId },
    ]);
    await stream.read(/inbox/);
    const owner = await doors.member(organisation, "owner");
    const { staffMemberId } = senior;
    await owner.caller().staff.changeRole({ staffMemberId, seen: "senior", role: "basic" });
    await expect(senior.caller().campaign.list({})).rejects.toMatchObject({
      ...{ code: "FORBIDDEN", message: "Your role (basic) does not allow this." },
    });
    // Ended within two looks of the watch.
    expect(await stream.read(/does not allow this any more|role has changed/)).toBeTruthy();
    stream.close();
    await owner.caller().staff.changeRole({ staffMemberId, seen: "basic", role: "senior" });
    expect(await senior.caller().campaign.list({})).toBeTruthy();
  });
});

describe("O1 somebody leaves", () => {
  it("O1 sessions, streams and links to a new password end at once", async () => {
    const senior = await doors.member(organisation, "senior");
    const stream = await openTopicStream(web, senior.session, [
      { kind: "inbox", id: organisation.ctx.organisationId },
    ]);
    await stream.read(/inbox/);
    const link = await doors.forgot(senior.email);
    const owner = await doors.member(organisation, "owner");
    await owner.caller().staff.remove({ staffMemberId: senior.staffMemberId });
    await expect(senior.caller().account.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    const sessions = await world.owner.query(
      `select from auth_session join auth_user on auth_user.id = "userId" where email = $1`,
      [senior.email],
    );
    expect(sessions.rowCount).toBe(0);
    expect(await stream.read(/You are signed out/)).toBeTruthy();
    stream.close();
    expect(await doors.lookAtReset(link)).toEqual({ state: "unknown" });
    expect(await audited("staff.removed", senior.staffMemberId)).toEqual([
      { role: "senior", conversations: 0 },
    ]);
    // Asked for again, nothing is mailed; the answer is the same.
    const answer = await doors.atPassword({ action: "ask", address: senior.email });
    expect(await answer.json()).toEqual({ outcome: "asked" });
    const { left, members } = await owner.caller().staff.list();
    expect(left.map(({ id }) => id)).toContain(senior.staffMemberId);
    expect(members.map(({ id }) => id)).not.toContain(senior.staffMemberId);
    await expect(owner.caller().staff.remove({ staffMemberId: senior.staffMemberId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("O1 the dialog says what follows, and conversations of theirs become nobody's with a line that says so", async () => {
    const senior = await doors.member(organisation, "senior");
    const { ctx } = organisation;
    const { organisationId } = ctx;
    const { rows: families } = await world.owner.query<{ id: string; petId: string; name: string }>(
      `select distinct on (family.id) family.id, pet.id as "petId", family.name from family join pet on pet.family_id = family.id
       where family.organisation_id = $1 order by family.id limit 2`,
      [organisationId],
    );
    const threads: string[] = [];
    for (const { id: familyId } of families) {
      const threadId = await openThread({ ctx, input: { familyId } });
      threads.push(threadId);
      await postMessage({ ctx, input: { threadId, entryId: randomUUID(), body: "Hello", seenNumber: null } });
      const staffMemberId = senior.staffMemberId;
      await assignThread({ ctx, input: { threadId, staffMemberId, entryId: randomUUID() } });
    }
    await world.owner.query(
      `insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
       values ($1, $2, $3, $4, now() + interval '1 day', now() + interval '25 hours'), ($1, $2, $3, $4, now() - interval '2 days', now() - interval '47 hours')`,
      [organisationId, families[0]?.id, families[0]?.petId, senior.staffMemberId],
    );
    await world.owner.query(
      "insert into api_key (organisation_id, name, scopes, created_by) values ($1, 'Work orders', array['mail:send'], $2)",
      [organisationId, senior.staffMemberId],
    );
    const owner = await doors.member(organisation, "owner");
    const { staffMemberId } = senior;
    expect(await owner.caller().staff.previewRemoval({ staffMemberId })).toMatchObject({
      ...{ conversations: 2, laterMessages: 0, campaigns: { count: 0, names: [] } },
      visits: { count: 1, first: [{ startsAt: expect.any(Date), family: families[0]?.name }] },
      apiKeys: { count: 1, names: ["Work orders"] },
    });
    await owner.caller().staff.remove({ staffMemberId });
    const now = await world.owner.query("select assigned_to, last_number from thread where id = any($1)", [
      threads,
    ]);
    expect(now.rows.map(({ assigned_to }) => assigned_to)).toEqual([null, null]);
    const [threadId = ""] = threads;
    const as = { ...ctx, actor: staffActor(owner.staffMemberId, "owner") };
    const { entries } = await readEntries({ ctx: as, input: { threadId, pageSize: 50 } });
    expect(entries.at(-1)).toMatchObject({
      ...{ kind: "event", event: { kind: "assigned", staffMemberId: null, left: "Tess Tester" } },
      author: { id: owner.staffMemberId },
    });
    // The thread goes on: its next message has the next number.
    await postMessage({ ctx: as, input: { threadId, entryId: randomUUID(), body: "On", seenNumber: null } });
    const key = await world.owner.query("select revoked_at from api_key where created_by = $1", [
      staffMemberId,
    ]);
    expect(key.rows).toEqual([{ revoked_at: null }]);
  });
});
