import { can, type Permission, roles } from "@packpost/core/access/permissions";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { callPath } from "../support/call-path.ts";
import { customerCalls, noFind, readWay } from "../support/customer-calls.ts";
import { laterCalls } from "../support/later-calls.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

interface Target {
  readonly familyId: string;
  readonly customerId: string;
  readonly petId: string;
  readonly staffMemberId: string;
  readonly threadId: string;
  readonly strangerThreadId: string;
  readonly appointmentId: string;
  readonly savedReplyId: string;
  readonly messageId: string;
}

const anyId = () => crypto.randomUUID();
const visit = { date: "2027-01-05", time: "10:00", minutes: 30, anyway: true };

/** What takes it, what it is called with, and for whom it is. A new one must be added here, or the first test fails. */
const calls: Record<
  string,
  { for: Permission; input: (target: Target) => unknown; answersWithNothing?: true }
> = {
  "conversation.list": { for: "conversation.all", input: () => ({}), answersWithNothing: true },
  "conversation.unread": { for: "conversation.all", input: () => undefined, answersWithNothing: true },
  "conversation.findFamilies": {
    ...{ for: "conversation.all", input: () => ({ term: "Person" }), answersWithNothing: true },
  },
  "lookUp.find": {
    ...{ for: "conversation.own_schedule", input: () => ({ term: "Secret" }), answersWithNothing: true },
  },
  "conversation.findStrangers": {
    ...{ for: "conversation.all", input: () => ({ term: "555" }), answersWithNothing: true },
  },
  "conversation.search": {
    ...{ for: "conversation.own_schedule", input: () => ({ term: "Secret" }), answersWithNothing: true },
  },
  "conversation.open": { for: "conversation.own_schedule", input: ({ familyId }) => ({ familyId }) },
  "conversation.read": { for: "conversation.own_schedule", input: ({ threadId }) => ({ threadId }) },
  "conversation.post": {
    for: "conversation.own_schedule",
    input: ({ threadId }) => ({ threadId, entryId: anyId(), body: "Hello", seenNumber: null }),
  },
  ...laterCalls,
  "conversation.textRoutes": { for: "conversation.own_schedule", input: ({ threadId }) => ({ threadId }) },
  "conversation.retryText": { for: "conversation.own_schedule", input: () => ({ deliveryId: anyId() }) },
  "conversation.sayNumberState": {
    ...{ for: "conversation.all", answersWithNothing: true },
    input: () => ({ number: "+12025550142", state: "not_textable" }),
  },
  "conversation.decideHold": {
    ...{ for: "conversation.all", answersWithNothing: true },
    input: () => ({ number: "+12025550142", decision: "keep" }),
  },
  "conversation.previewJoin": {
    for: "conversation.all",
    input: ({ strangerThreadId, familyId }) => ({ strangerThreadId, familyId }),
  },
  "conversation.join": {
    for: "conversation.all",
    input: ({ strangerThreadId, familyId, customerId }) => ({ strangerThreadId, familyId, customerId }),
  },
  "conversation.previewSplit": {
    for: "conversation.all",
    input: ({ strangerThreadId }) => ({ strangerThreadId }),
  },
  "conversation.split": { for: "conversation.all", input: ({ strangerThreadId }) => ({ strangerThreadId }) },
  "conversation.addNote": {
    for: "conversation.own_schedule",
    input: ({ threadId }) => ({ threadId, entryId: anyId(), body: "Careful", mentions: [] }),
  },
  "conversation.saveDraft": {
    for: "conversation.own_schedule",
    input: ({ threadId }) => ({ threadId, kind: "reply", body: "Hel", version: 1 }),
  },
  "conversation.signal": {
    for: "conversation.own_schedule",
    input: ({ threadId }) => ({ threadId, tab: anyId(), doing: "viewing" }),
  },
  "conversation.markRead": {
    for: "conversation.own_schedule",
    input: ({ threadId }) => ({ threadId, number: 1 }),
  },
  "conversation.markUnread": {
    for: "conversation.own_schedule",
    input: ({ threadId }) => ({ threadId, number: 1 }),
  },
  "conversation.close": {
    for: "conversation.all",
    input: ({ threadId }) => ({ threadId, entryId: anyId(), seenNumber: 9 }),
  },
  "conversation.assign": {
    for: "conversation.all",
    input: ({ threadId, staffMemberId }) => ({ threadId, entryId: anyId(), staffMemberId }),
  },
  "conversation.unplacedCount": { for: "conversation.all", input: () => undefined, answersWithNothing: true },
  "conversation.unplacedMail": { for: "conversation.all", input: () => undefined, answersWithNothing: true },
  "conversation.settleMail": {
    for: "conversation.all",
    input: ({ familyId }) => ({ mailId: anyId(), familyId }),
  },
  "conversation.takeOutMail": { for: "conversation.all", input: () => ({ mailId: anyId() }) },
  "conversation.panel": { for: "conversation.own_schedule", input: ({ threadId }) => ({ threadId }) },
  "conversation.colleagues": {
    ...{ for: "conversation.own_schedule", input: () => undefined, answersWithNothing: true },
  },
  "conversation.savedReplies": {
    ...{ for: "conversation.own_schedule", input: () => undefined, answersWithNothing: true },
  },
  "conversation.saveReply": {
    ...{ for: "conversation.all", answersWithNothing: true },
    input: () => ({ savedReplyId: anyId(), name: `Where ${anyId()}`, body: "By the river." }),
  },
  "conversation.deleteSavedReply": {
    ...{ for: "conversation.all", answersWithNothing: true },
    input: ({ savedReplyId }) => ({ savedReplyId }),
  },
  ...customerCalls,
  "schedule.list": {
    ...{ for: "schedule.own", answersWithNothing: true },
    input: ({ staffMemberId }) => ({ staffMemberId, from: null, days: 7 }),
  },
  "schedule.findPets": {
    ...{ for: "schedule.manage", input: () => ({ term: "Person" }), answersWithNothing: true },
  },
  "schedule.create": {
    for: "schedule.manage",
    input: ({ petId, staffMemberId }) => ({ ...visit, petId, staffMemberId, appointmentId: anyId() }),
  },
  "schedule.move": {
    for: "schedule.manage",
    input: ({ appointmentId, staffMemberId }) => ({
      ...{ ...visit, appointmentId, staffMemberId, seenStart: new Date("2027-01-04T10:00:00Z") },
    }),
  },
  "schedule.cancel": { for: "schedule.manage", input: ({ appointmentId }) => ({ appointmentId }) },
  "schedule.restore": { for: "schedule.manage", input: ({ appointmentId }) => ({ appointmentId }) },
};

const world = new TestWorld(inject("services"));
let web: TestWeb;
let victim: TestOrganisation;
let stranger: TestOrganisation;
let target: Target;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  victim = await world.organisation(3);
  stranger = await world.organisation(1);
  target = await makeTarget(victim);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** A family with a thread, a stranger's thread, a visit and a saved reply of the victim's. */
async function makeTarget({ ctx: { organisationId } }: TestOrganisation): Promise<Target> {
  await web.as(victim, "senior");
  const one = async (statement: string, ...more: unknown[]) => {
    const { rows } = await world.owner.query<{ id: string }>(statement, [organisationId, ...more]);
    return rows[0]?.id ?? "";
  };
  const customerId = await one("select id from customer where organisation_id = $1 order by number limit 1");
  const familyId = await one(
    "select family_id as id from customer where organisation_id = $1 and id = $2",
    customerId,
  );
  const petId = await one(
    "insert into pet (organisation_id, family_id, name) values ($1, $2, 'Secret') returning id",
    familyId,
  );
  const staffMemberId = await one(
    "select id from staff_member where organisation_id = $1 order by created_at limit 1",
  );
  const threadId = await one(
    "insert into thread (organisation_id, family_id) values ($1, $2) returning id",
    familyId,
  );
  const strangerThreadId = await one(
    "insert into thread (organisation_id, stranger) values ($1, '+12025550199') returning id",
  );
  const appointmentId = await one(
    "insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at) values ($1, $2, $3, $4, '2027-01-04 10:00Z', '2027-01-04 11:00Z') returning id",
    ...[familyId, petId, staffMemberId],
  );
  const importId = await one(
    `insert into customer_import (organisation_id, noun, file_name, file_key, parts, bytes, found, settings, headers_key, created_by)
     values ($1, 'customer', 'Secret', repeat('a', 26), 1, 1, $3, $4, '', $2) returning id`,
    ...[staffMemberId, noFind, readWay],
  );
  const savedReplyId = await one(
    "insert into saved_reply (organisation_id, name, body) values ($1, 'Secret', 'Secret') returning id",
  );
  const messageId = await one(
    "insert into scheduled_message (organisation_id, id, thread_id, staff_member_id, body, due_at) values ($1, uuidv7(), $2, $3, 'Secret', now() + interval '1 day') returning id",
    ...[threadId, staffMemberId],
  );
  return {
    ...{
      messageId,
      familyId,
      customerId,
      petId,
      staffMemberId,
      threadId,
      strangerThreadId,
      appointmentId,
      savedReplyId,
      importId,
    },
  };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "allowed";
  } catch (error) {
    return error instanceof TRPCError ? error.code : String(error);
  }
}

const victimsRows = async () => {
  const tables = [
    "thread",
    "entry",
    "draft",
    "conversation",
    "appointment",
    "saved_reply",
    "read_position",
    "unread",
    "scheduled_message",
    "customer_import",
  ];
  const counted = tables.map(
    (table) =>
      `(select coalesce(jsonb_agg(to_jsonb(t) order by t::text), '[]') from ${table} t where organisation_id = $1) as ${table}`,
  );
  return (await world.owner.query(`select ${counted.join(", ")}`, [victim.ctx.organisationId])).rows[0];
};

describe("who may what in conversations, the schedule and customers' pages", () => {
  it("covers every procedure there is", () => {
    const ours = Object.keys(web.appRouter._def.procedures).filter((name) =>
      /^(conversation|schedule|customer|customerImport|lookUp)\./.test(name),
    );
    expect(Object.keys(calls).toSorted()).toEqual(ours.toSorted());
  });

  it.each(roles)("V6 %s staff are let through, or refused, as the table says", async (role) => {
    const caller = await web.as(victim, role);
    for (const [name, call] of Object.entries(calls)) {
      // Basic staff look at their own schedule alone.
      if (role === "basic" && name === "schedule.list") continue;
      const code = await codeOf(callPath(caller, name, call.input(target)));
      expect(`${name}: ${code === "FORBIDDEN"}`).toBe(`${name}: ${!can(role, call.for)}`);
    }
  });

  it("V6 T54 basic staff find nothing of a family that they do not visit today", async () => {
    const caller = await web.as(victim, "basic");
    for (const [name, call] of Object.entries(calls)) {
      if (call.for !== "conversation.own_schedule" || call.answersWithNothing) continue;
      expect(`${name}: ${await codeOf(callPath(caller, name, call.input(target)))}`).toBe(
        `${name}: NOT_FOUND`,
      );
    }
  });
});

describe("another organisation's families, threads and visits", () => {
  it("T54 are not there, whatever one calls: no data, no change", async () => {
    victim = await world.organisation(2);
    target = await makeTarget(victim);
    const before = await victimsRows();
    const caller = await web.as(stranger);
    for (const [name, call] of Object.entries(calls)) {
      const work = callPath(caller, name, call.input(target));
      if (call.answersWithNothing) {
        const answer = JSON.stringify((await work.catch(String)) ?? null);
        for (const id of [...Object.values(target), "Secret"]) expect(answer, name).not.toContain(id);
      } else {
        expect(`${name}: ${await codeOf(work)}`).toBe(`${name}: NOT_FOUND`);
      }
    }
    expect(await victimsRows()).toEqual(before);
  });
});
