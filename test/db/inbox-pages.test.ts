import { countUnread, listThreads } from "@packpost/core/conversation/inbox/list-threads";
import { readInboxState } from "@packpost/core/conversation/inbox/read-inbox-state";
import { readUnreadState } from "@packpost/core/conversation/inbox/read-unread-state";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { threadFilters } from "@packpost/core/conversation/schemas";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BenchThreads, seedThreads } from "../bench/conversations/seed-threads.ts";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** As many rows a page may read of all tables together, whatever there is of them: some for each of its fifty lines. */
const MOST = 2_500;
const threads = 20_000;
const database = openTestDatabase();
let counter: ReadCounter;
let seeded: BenchThreads;

beforeAll(async () => {
  const sizes = { threads, entries: threads * 2, customers: 30_000 };
  seeded = await seedThreads({ orm: database.orm, ownerUrl: database.ownerUrl, ...sizes });
  await database.owner.query(
    `insert into scheduled_message (organisation_id, id, thread_id, staff_member_id, body, due_at, state, hold_reason, held_at)
     select $1, uuidv7(), id, $2, 'Later', now(), case when n % 2 = 0 then 'held' else 'scheduled' end,
       case when n % 2 = 0 then 'late' end, case when n % 2 = 0 then now() end
     from (select id, row_number() over (order by id) as n from thread where organisation_id = $1 limit 120) thread`,
    [seeded.organisationId, seeded.staff[0]?.id],
  );
  await database.owner.query("analyze scheduled_message");
  counter = await ReadCounter.open(database.appUrl, database.owner);
}, 120_000);
afterAll(() => counter?.close());

/** The staff member at a place: 0 the owner, 2 a senior with thousands unread, 11 one with all of them, 12 basic. */
function contextOf(at: number, role: Role) {
  const tenant = { orm: counter.orm, organisationId: seeded.organisationId };
  return staffContext(tenant, seeded.staff[at]?.id ?? "", role);
}

const readOf = async (work: () => Promise<unknown>) =>
  Object.values(await counter.of(work)).reduce((sum, rows) => sum + rows, 0);

describe.each([
  ["the owner", 0],
  ["a senior with thousands unread", 2],
  ["a senior with everything unread", 11],
] as const)("V3 V14 the messages tab of %s among 20,000 threads", (_name, at) => {
  it.each(threadFilters)(
    "V4 %s: the first page and the next are read along an index, none twice",
    async (filter) => {
      const ctx = contextOf(at, at === 0 ? "owner" : "senior");
      let first = await listThreads({ ctx, input: { filter, pageSize: 50 } });
      const read = await readOf(async () => {
        first = await listThreads({ ctx, input: { filter, pageSize: 50 } });
      });
      expect(first.threads.length).toBeGreaterThan(0);
      expect(read).toBeLessThan(MOST);
      const { nextCursor: cursor } = first;
      if (cursor === null) return;
      let next = first;
      const readNext = await readOf(async () => {
        next = await listThreads({ ctx, input: { filter, pageSize: 50, cursor } });
      });
      expect(readNext).toBeLessThan(MOST);
      const ids = new Set([...first.threads, ...next.threads].map(({ id }) => id));
      expect(ids.size).toBe(first.threads.length + next.threads.length);
    },
  );

  it("V4 the dot and what wakes it, and the list's, cost the same with one thread unread and with all", async () => {
    const ctx = contextOf(at, at === 0 ? "owner" : "senior");
    expect(await readOf(() => countUnread({ ctx }))).toBeLessThan(300);
    expect(await readOf(() => readUnreadState({ ctx }))).toBeLessThan(MOST);
    expect(await readOf(() => readInboxState({ ctx }))).toBeLessThan(300);
  });
});

it("V6 a thread is read by its own rows, by whoever sees it for today's visit too", async () => {
  for (const ctx of [contextOf(0, "owner"), contextOf(12, "basic")]) {
    const input = { threadId: seeded.idOf("thread", 1), pageSize: 50 };
    expect(await readOf(() => readEntries({ ctx, input }))).toBeLessThan(300);
  }
});
