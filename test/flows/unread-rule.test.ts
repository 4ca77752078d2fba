import { randomUUID } from "node:crypto";
import { addNote } from "@packpost/core/conversation/add-note";
import { closeConversation } from "@packpost/core/conversation/close-conversation";
import { countUnread, listThreads } from "@packpost/core/conversation/inbox/list-threads";
import { markRead, markUnread } from "@packpost/core/conversation/mark-read";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { receiveMessage } from "@packpost/core/conversation/receive-message";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { startThread } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId: string;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});

const staff = ["owner", "admin", "senior"] as const;
type Staff = (typeof staff)[number];

/** V4 as it is written, for one thread: what each of the staff has not seen. It knows nothing of rows. */
class UnreadRule {
  last = 0;
  readonly #counting: { readonly number: number; readonly for: readonly Staff[] }[] = [];
  readonly #unseen = new Map(staff.map((one) => [one, new Set<number>()]));

  /** Something was written. @param whose for whom it counts */
  add(whose: readonly Staff[]): void {
    this.last += 1;
    this.#counting.push({ number: this.last, for: whose });
    for (const one of whose) this.#of(one).add(this.last);
  }

  see(one: Staff, upTo: number): void {
    for (const number of this.#of(one)) if (number <= upTo) this.#of(one).delete(number);
  }

  /** From this entry on, and from nothing before it. */
  markUnread(one: Staff, from: number): void {
    this.see(one, from);
    this.#of(one).add(from);
    for (const entry of this.#counting)
      if (entry.number >= from && entry.for.includes(one)) this.#of(one).add(entry.number);
  }

  from(one: Staff): number | null {
    const unseen = [...this.#of(one)];
    return unseen.length === 0 ? null : Math.min(...unseen);
  }

  #of(one: Staff): Set<number> {
    return this.#unseen.get(one) ?? new Set();
  }
}

const who = fc.constantFrom(...staff);
const which = fc.constantFrom(0 as const, 1 as const);
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("write" as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("post" as const), which, who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("note" as const), which, who, mention: fc.option(who) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("keyword" as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close" as const), which, who }) },
  // What a page says may come late: of an entry far back, or of one that is not there yet.
  { weight: 4, arbitrary: fc.record({ do: fc.constant("see" as const), which, who, back: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("unsee" as const), which, who, back: fc.nat(6) }) },
);

describe("V4 T1 T3 what is unread, for each human", () => {
  it("V4 T1 T3 is right after messages, notes, keywords, closing, reading and marking unread in any order, late ones too", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 20 }), async (deeds) => {
        const start = () => startThread(database, organisation, passId, [{ firstName: "Maria" }]);
        const threads = [await start(), await start()] as const;
        const rules = [new UnreadRule(), new UnreadRule()] as const;
        const before = new Map<Staff, number>();
        for (const one of staff) before.set(one, await countUnread({ ctx: organisation.as(one) }));
        for (const one of deeds) {
          const thread = threads[one.which];
          const rule = rules[one.which];
          const { threadId } = thread;
          const entryId = randomUUID();
          switch (one.do) {
            case "write":
              await thread.write("Hello");
              rule.add(staff);
              break;
            case "post":
              await thread.post("Hello", one.who);
              rule.add(staff.filter((other) => other !== one.who));
              break;
            case "note": {
              const mentions = one.mention === null ? [] : [organisation.staff[one.mention]];
              await addNote({
                ctx: organisation.as(one.who),
                input: { threadId, entryId, body: "Look", mentions },
              });
              rule.add(one.mention === null || one.mention === one.who ? [] : [one.mention]);
              break;
            }
            case "keyword": {
              const customerId = thread.first;
              const entry = { id: entryId, kind: "keyword", via: "text", customerId, body: "STOP" } as const;
              await receiveMessage({ ctx: organisation.asSystem, input: { threadId, entry } });
              rule.add([]);
              break;
            }
            case "close": {
              const input = { threadId, entryId, seenNumber: rule.last };
              const closed = await closeConversation({ ctx: organisation.as(one.who), input });
              if (closed.outcome === "closed") rule.add([]);
              break;
            }
            case "see": {
              const number = Math.max(0, rule.last + 1 - one.back);
              await markRead({ ctx: organisation.as(one.who), input: { threadId, number } });
              rule.see(one.who, number);
              break;
            }
            case "unsee": {
              if (rule.last === 0) break;
              const number = Math.max(1, rule.last - one.back);
              await markUnread({ ctx: organisation.as(one.who), input: { threadId, number } });
              rule.markUnread(one.who, number);
            }
          }
        }
        for (const one of staff) {
          const ctx = organisation.as(one);
          for (const [at, { threadId }] of threads.entries()) {
            const { unreadFrom } = await readEntries({ ctx, input: { threadId, pageSize: 1 } });
            expect([one, at, unreadFrom]).toEqual([one, at, rules[at]?.from(one)]);
          }
          const unread = rules.filter((rule) => rule.from(one) !== null).length;
          expect(await countUnread({ ctx })).toBe(Math.min(100, (before.get(one) ?? 0) + unread));
          const listed = await listThreads({ ctx, input: { filter: "unread", pageSize: 200 } });
          // Only what was written in stands in the list: its newest message is its place there.
          const shown = threads.filter(({ threadId }) => listed.threads.some(({ id }) => id === threadId));
          for (const { threadId } of shown)
            expect(
              rules[threads.findIndex((thread) => thread.threadId === threadId)]?.from(one),
            ).not.toBeNull();
        }
      }),
      { numRuns: 25 },
    );
  }, 180_000);
});
