import { randomUUID } from "node:crypto";
import { portalActor } from "@packpost/core/access/actor";
import { addNote } from "@packpost/core/conversation/add-note";
import { closeConversation } from "@packpost/core/conversation/close-conversation";
import { countUnread, listThreads } from "@packpost/core/conversation/inbox/list-threads";
import { markRead, markUnread } from "@packpost/core/conversation/mark-read";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { receiveMessage } from "@packpost/core/conversation/receive-message";
import { saveThreadDraft } from "@packpost/core/conversation/save-thread-draft";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { beforeAll, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});

async function newThread() {
  const family = await createFamily(organisation, {
    passId,
    people: [{ firstName: "Maria" }, { firstName: "Chidi" }],
  });
  const threadId = await openThread({ ctx: organisation.as("senior"), input: family });
  return { ...family, threadId, maria: family.customerIds[0] ?? "", chidi: family.customerIds[1] ?? "" };
}

const asCustomer = (id: string) => ({ ...organisation.as("senior"), actor: portalActor(id) });

function post(
  role: Role,
  threadId: string,
  body: string,
  more: { entryId?: string; seenNumber?: number | null } = {},
) {
  const input = {
    threadId,
    entryId: more.entryId ?? randomUUID(),
    body,
    seenNumber: more.seenNumber ?? null,
  };
  return postMessage({ ctx: organisation.as(role), input });
}

function write(customerId: string, threadId: string, body: string, id = randomUUID()) {
  const entry = { id, kind: "message", via: "portal", customerId, body } as const;
  return receiveMessage({ ctx: asCustomer(customerId), input: { threadId, entry } });
}

const entriesOf = async (threadId: string) =>
  (await readEntries({ ctx: organisation.as("senior"), input: { threadId, pageSize: 50 } })).entries;

const unreadOf = async (role: Role, threadId: string) =>
  (await readEntries({ ctx: organisation.as(role), input: { threadId, pageSize: 1 } })).unreadFrom;

describe("V1 one thread a family", () => {
  it("V1 holds what customers and staff wrote, in order, with author and time", async () => {
    const { threadId, maria, chidi } = await newThread();
    await post("senior", threadId, "Hello");
    await write(maria, threadId, "We are late");
    await write(chidi, threadId, "Very");
    await post("admin", threadId, "Fine");
    const entries = await entriesOf(threadId);
    expect(entries.map(({ number, author, body }) => [number, author?.name, body])).toEqual([
      [1, "The senior", "Hello"],
      [2, "Maria Test", "We are late"],
      [3, "Chidi Test", "Very"],
      [4, "The admin", "Fine"],
    ]);
  });

  it("V1 T11 the same entry id sent at once or again never doubles, and tells the same", async () => {
    const { threadId } = await newThread();
    const entryId = randomUUID();
    const posted = await Promise.all(
      Array.from({ length: 5 }, () => post("senior", threadId, "Once", { entryId })),
    );
    expect(new Set(posted.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await entriesOf(threadId)).toHaveLength(1);
  });

  it("V1 shows a customer their own family's thread alone, without the staff's notes", async () => {
    const { threadId, maria } = await newThread();
    const other = await newThread();
    const note = { threadId, entryId: randomUUID(), body: "Careful", mentions: [] };
    await addNote({ ctx: organisation.as("senior"), input: note });
    await post("senior", threadId, "Hello");
    const mine = await readEntries({ ctx: asCustomer(maria), input: { threadId, pageSize: 50 } });
    expect(mine.entries.map(({ body }) => body)).toEqual(["Hello"]);
    const theirs = readEntries({ ctx: asCustomer(maria), input: { threadId: other.threadId, pageSize: 50 } });
    await expect(theirs).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("V4 unread per human", () => {
  it("V4 T1 a colleague reading it changes nothing for me; marking unread is mine alone", async () => {
    const { threadId, maria } = await newThread();
    await write(maria, threadId, "One");
    await write(maria, threadId, "Two");
    expect([await unreadOf("senior", threadId), await unreadOf("admin", threadId)]).toEqual([1, 1]);
    await markRead({ ctx: organisation.as("admin"), input: { threadId, number: 2 } });
    expect([await unreadOf("senior", threadId), await unreadOf("admin", threadId)]).toEqual([1, null]);
    await markRead({ ctx: organisation.as("senior"), input: { threadId, number: 1 } });
    expect(await unreadOf("senior", threadId)).toBe(2);
    await markUnread({ ctx: organisation.as("admin"), input: { threadId, number: 2 } });
    expect(await unreadOf("admin", threadId)).toBe(2);
  });

  it("V4 T3 my own messages, notes without me and closing are never unread for me; a mention is", async () => {
    const { threadId } = await newThread();
    await post("senior", threadId, "Hello");
    expect([await unreadOf("senior", threadId), await unreadOf("owner", threadId)]).toEqual([null, 1]);
    await markRead({ ctx: organisation.as("owner"), input: { threadId, number: 1 } });
    const note = { threadId, entryId: randomUUID(), body: "Look", mentions: [organisation.staff.admin] };
    await addNote({ ctx: organisation.as("senior"), input: note });
    await closeConversation({
      ctx: organisation.as("senior"),
      input: { threadId, entryId: randomUUID(), seenNumber: 2 },
    });
    expect(await unreadOf("owner", threadId)).toBeNull();
    await markRead({ ctx: organisation.as("admin"), input: { threadId, number: 1 } });
    expect(await unreadOf("admin", threadId)).toBe(2);
  });

  it("V4 the tab's dot and the list's filter say the same", async () => {
    const { threadId, maria } = await newThread();
    await write(maria, threadId, "Anybody?");
    const unread = await listThreads({
      ctx: organisation.as("owner"),
      input: { filter: "unread", pageSize: 100 },
    });
    expect(unread.threads.map(({ id }) => id)).toContain(threadId);
    expect(await countUnread({ ctx: organisation.as("owner") })).toBe(unread.threads.length);
  });
});

describe("V10 V11 V14", () => {
  it("V10 T13 says that a colleague has answered meanwhile; sent again it is meant", async () => {
    const { threadId, maria } = await newThread();
    await write(maria, threadId, "Which door?");
    await post("admin", threadId, "The left one", { seenNumber: 1 });
    const warned = await post("senior", threadId, "The right one", { seenNumber: 1 });
    expect(warned).toMatchObject({ outcome: "colleague_replied", name: "The admin", number: 2 });
    expect(await post("senior", threadId, "The right one")).toMatchObject({ outcome: "posted", number: 3 });
  });

  it("V11 T5 twenty replies at once after closing open one conversation, numbered without a gap", async () => {
    const { threadId, maria } = await newThread();
    await post("senior", threadId, "Hello");
    await closeConversation({
      ctx: organisation.as("senior"),
      input: { threadId, entryId: randomUUID(), seenNumber: 1 },
    });
    await Promise.all(Array.from({ length: 20 }, (_, n) => write(maria, threadId, `Reply ${n}`)));
    const { rows } = await database.owner.query<{ open: number; all: number }>(
      `select count(*) filter (where closed_at is null)::int as open, count(*)::int as all from conversation where thread_id = $1`,
      [threadId],
    );
    expect(rows).toEqual([{ open: 1, all: 2 }]);
    expect((await entriesOf(threadId)).map(({ number }) => number)).toEqual(
      Array.from({ length: 22 }, (_, n) => n + 1),
    );
  });

  it("V11 closing stays off when a customer wrote since the closer looked", async () => {
    const { threadId, maria } = await newThread();
    await post("senior", threadId, "Hello");
    await write(maria, threadId, "One more thing");
    const close = { threadId, entryId: randomUUID(), seenNumber: 1 };
    expect(await closeConversation({ ctx: organisation.as("senior"), input: close })).toEqual({
      outcome: "new_message",
      number: 2,
    });
  });

  it("V14 waits since the oldest customer message that the team has not answered, whoever has read it", async () => {
    const { threadId, maria } = await newThread();
    const first = await write(maria, threadId, "One");
    await write(maria, threadId, "Two");
    await markRead({ ctx: organisation.as("senior"), input: { threadId, number: 2 } });
    const line = async () => {
      const page = await listThreads({
        ctx: organisation.as("senior"),
        input: { filter: "active", pageSize: 100 },
      });
      return page.threads.find(({ id }) => id === threadId);
    };
    expect((await line())?.waitingSince).toEqual(first.added ? first.at : null);
    await post("senior", threadId, "Coming");
    expect((await line())?.waitingSince).toBeNull();
  });
});

describe("V2 T12 drafts", () => {
  it("V2 T12 a late save of an older version loses, and a sent draft does not come back", async () => {
    const { threadId } = await newThread();
    const ctx = organisation.as("senior");
    const save = (body: string, version: number) =>
      saveThreadDraft({ ctx, input: { threadId, kind: "reply", body, version } });
    expect(await save("Hel", 1)).toEqual({ outcome: "saved", version: 1 });
    expect(await save("Hello", 2)).toEqual({ outcome: "saved", version: 2 });
    const input = { threadId, entryId: randomUUID(), body: "Hello", seenNumber: null, draftVersion: 2 };
    await postMessage({ ctx, input });
    expect(await save("Hello", 2)).toMatchObject({ outcome: "older", body: "" });
  });
});
