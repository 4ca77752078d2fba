import { randomUUID } from "node:crypto";
import { portalActor } from "@packpost/core/access/actor";
import { cancelAppointment } from "@packpost/core/appointment/cancel-appointment";
import { createAppointment } from "@packpost/core/appointment/create-appointment";
import { listSchedule } from "@packpost/core/appointment/list-schedule";
import { addNote } from "@packpost/core/conversation/add-note";
import { searchMessages } from "@packpost/core/conversation/inbox/search-messages";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { receiveMessage } from "@packpost/core/conversation/receive-message";
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

async function newThread(firstName = "Maria") {
  const family = await createFamily(organisation, { passId, people: [{ firstName }] });
  const threadId = await openThread({ ctx: organisation.as("senior"), input: family });
  const customerId = family.customerIds[0] ?? "";
  const write = (body: string) =>
    receiveMessage({
      ctx: { ...organisation.as("senior"), actor: portalActor(customerId) },
      input: { threadId, entry: { id: randomUUID(), kind: "message", via: "portal", customerId, body } },
    });
  return { ...family, threadId, customerId, write };
}

const ask = (term: string, role: Role = "senior", of = organisation) =>
  searchMessages({ ctx: of.as(role), input: { term, cursor: null, pageSize: 20 } });
const numbers = async (term: string, threadId: string, role: Role = "senior") =>
  (await ask(term, role)).hits.filter((hit) => hit.threadId === threadId).map(({ number }) => number);

describe("V12 search in messages", () => {
  it("V12 finds what staff, families and notes say, newest first, with the hit marked and who wrote it", async () => {
    const { threadId, write, familyId, customerId } = await newThread("Chidi");
    await write("Is the quarry field open?");
    const ctx = organisation.as("senior");
    await postMessage({
      ctx,
      input: { threadId, entryId: randomUUID(), body: "The QUARRY is open.", seenNumber: null },
    });
    await addNote({
      ctx,
      input: { threadId, entryId: randomUUID(), body: "Quarry: mind the gate", mentions: [] },
    });
    const { hits, nextCursor } = await ask("quarry");
    expect(hits.map(({ number, kind, author }) => [number, kind, author?.kind])).toEqual([
      [3, "note", "staff"],
      [2, "message", "staff"],
      [1, "message", "customer"],
    ]);
    expect(hits[1]).toMatchObject({ threadId, family: { id: familyId }, customerId, stranger: null });
    expect(hits[1]?.snippet).toEqual([
      { text: "The ", isHit: false },
      { text: "QUARRY", isHit: true },
      { text: " is open.", isHit: false },
    ]);
    expect(nextCursor).toBeNull();
  });

  it.each([
    ["accents", "Crème brûlée für Zoë", "creme brulee zoe"],
    ["no accents", "Zoe naive", "Zoë naïve"],
    ["words in any order", "vaccination card of Biscuit", "biscuit vaccination"],
    ["the beginning of the last word", "The vaccination", "vacc"],
    ["an apostrophe", "O’Neill's gate", "o'neill"],
    ["words beside punctuation", "mango/papaya.kiwi,fig", "papaya fig"],
    ["an address", "Write to ana.b@mail.example", "ana.b@mail.example"],
    ["numbers", "Gate code 4711-22", "4711"],
    ["Greek in capitals", "ΟΔΟΣ", "οδός"],
    ["signs without spaces", "我的狗很好", "狗"],
    ["a decomposed accent", "cafe\u0301", "café"],
  ])("V12 by %s", async (_, body, term) => {
    const { threadId, write } = await newThread();
    await write(body);
    expect(await numbers(term, threadId)).toEqual([1]);
  });

  it.each([
    ["", " "],
    ["% _ ' \\ & | ! ( ) : *", "<->"],
    ["nothing has this", "\u{1f436}"],
  ])("V12 finds nothing, and breaks at nothing, for %j and %j", async (...terms) => {
    const { write } = await newThread();
    await write("Is the meadow open?");
    for (const term of terms) expect((await ask(term)).hits).toEqual([]);
  });

  it("V12 a word in the middle must be whole, the last one alone is a beginning", async () => {
    const { threadId, write } = await newThread();
    await write("The harvest festival");
    expect(await numbers("harv festival", threadId)).toEqual([]);
    expect(await numbers("harvest fest", threadId)).toEqual([1]);
  });

  it("V12 markup is text, and what one wrote 10,000 characters long is found at its end", async () => {
    const { threadId, write } = await newThread();
    await write(`<img src=x onerror=alert(1)> ${"woof ".repeat(1_900)}zebra`);
    const [hit] = (await ask("onerror")).hits;
    expect(hit).toMatchObject({ threadId });
    expect(hit?.snippet.map(({ text }) => text).join("")).toContain("<img src=x onerror=alert(1)>");
    expect(await numbers("zebra", threadId)).toEqual([1]);
  });

  it("V12 goes on page by page without gap or repeat, entries of one moment too", async () => {
    const { threadId, write } = await newThread();
    for (let n = 0; n < 7; n++) await write(`page ${n} lantern`);
    await database.owner.query("update entry set at = '2026-01-05' where thread_id = $1 and number > 3", [
      threadId,
    ]);
    await database.owner.query("update entry_words set at = entry.at from entry where entry.id = entry_id");
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page = await searchMessages({
        ctx: organisation.as("senior"),
        input: { term: "lantern", cursor, pageSize: 2 },
      });
      seen.push(...page.hits.map(({ number }) => number));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.slice(0, 3)).toEqual([3, 2, 1]);
    expect(seen.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("V6 V12 basic staff find what stands in the threads of today's visits, and nothing tells of others", async () => {
    const [mine, other] = [await newThread(), await newThread()];
    for (const { write } of [mine, other]) await write("The orchard key");
    expect(await ask("orchard", "basic")).toEqual({ hits: [], nextCursor: null });
    const { today } = await listSchedule({
      ctx: organisation.as("senior"),
      input: { staffMemberId: null, from: null, days: 1 },
    });
    const visit = { date: today, time: "23:30", minutes: 15, anyway: true };
    const appointmentId = randomUUID();
    const who = { petId: mine.petIds[0] ?? "", staffMemberId: organisation.staff.basic, appointmentId };
    await createAppointment({ ctx: organisation.as("senior"), input: { ...visit, ...who } });
    expect((await ask("orchard", "basic")).hits.map(({ threadId }) => threadId)).toEqual([mine.threadId]);
    expect((await ask("orchard")).hits).toHaveLength(2);
    await cancelAppointment({ ctx: organisation.as("senior"), input: { appointmentId } });
    expect(await ask("orchard", "basic")).toEqual({ hits: [], nextCursor: null });
  });

  it("T54 V12 finds nothing of another organisation", async () => {
    const { write } = await newThread();
    await write("The windmill");
    const stranger = await createTestOrganisation(database.orm);
    expect((await ask("windmill", "owner", stranger)).hits).toEqual([]);
    expect((await ask("windmill")).hits).toHaveLength(1);
  });
});

describe("V12 a thread opened at an entry", () => {
  it("V12 has what stands around it, and goes on to both ends", async () => {
    const { threadId, write } = await newThread();
    for (let n = 1; n <= 30; n++) await write(`line ${n}`);
    const ctx = organisation.as("senior");
    const read = (place: { around?: number; after?: number; before?: number }) =>
      readEntries({ ctx, input: { threadId, pageSize: 6, ...place } });
    const shape = async (place: Parameters<typeof read>[0]) => {
      const { entries, hasOlder, hasNewer } = await read(place);
      return [entries.map(({ number }) => number), hasOlder, hasNewer];
    };
    expect(await shape({ around: 15 })).toEqual([[13, 14, 15, 16, 17, 18], true, true]);
    expect(await shape({ after: 18 })).toEqual([[19, 20, 21, 22, 23, 24], true, true]);
    expect(await shape({ after: 24 })).toEqual([[25, 26, 27, 28, 29, 30], true, false]);
    expect(await shape({ around: 1 })).toEqual([[1, 2, 3, 4], false, true]);
    expect(await shape({ around: 30 })).toEqual([[28, 29, 30], true, false]);
    expect(await shape({})).toEqual([[25, 26, 27, 28, 29, 30], true, false]);
  });
});
