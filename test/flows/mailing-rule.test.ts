import { randomUUID } from "node:crypto";
import { closeConversation } from "@packpost/core/conversation/close-conversation";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { startThread, TestClock } from "../support/conversation-run.ts";
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

type Outcome = "read" | "mailed" | "texted";
interface Message {
  readonly number: number;
  readonly postedAt: number;
  text: "none" | "pending" | "delivered" | "failed";
  textId?: string;
  readonly outcomes: [Outcome | null, Outcome | null];
}

/** V5 as it is written, for two customers of whom the first also gets texts. It knows nothing of rows. */
class MailingRule {
  now = 0;
  readonly messages: Message[] = [];
  readonly mails: [number, number] = [0, 0];

  settle(message: Message, who: 0 | 1, outcome: Outcome): void {
    message.outcomes[who] ??= outcome;
  }

  read(who: 0 | 1, upTo: number): void {
    for (const message of this.messages) if (message.number <= upTo) this.settle(message, who, "read");
  }

  /** The worker looks. */
  look(): void {
    for (const message of this.messages) if (message.text === "delivered") this.settle(message, 0, "texted");
    for (const who of [0, 1] as const) {
      const open = this.messages.filter(({ outcomes }) => outcomes[who] === null);
      const underWay = (message: Message) => who === 0 && message.text === "pending";
      const dueAt = (message: Message) => message.postedAt + (underWay(message) ? 300 : 180);
      if (!open.some((message) => dueAt(message) <= this.now)) continue;
      this.mails[who] += 1;
      for (const message of open)
        if (!underWay(message) || dueAt(message) <= this.now) this.settle(message, who, "mailed");
    }
  }
}

const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("post" as const), text: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      seconds: fc.constantFrom(1, 30, 60, 119, 120, 179, 180),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("look" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("read" as const, "reply" as const),
      who: fc.constantFrom(0 as const, 1 as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("delivered" as const, "failed" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close" as const) }) },
);

describe("V5 the mailing rule", () => {
  it("V5 holds for posted, read, answered, texted, failed, closed and a worker that is away, in any order", async () => {
    const begin = Date.UTC(2026, 10, 30, 9);
    const clock = new TestClock(database.owner, begin);
    const textOf = async (customerId: string, entryId: string): Promise<string> => {
      const { rows } = await database.owner.query(
        `with text as (
           insert into delivery (organisation_id, channel, purpose, request_id, customer_id, entry_id, address, from_mailbox, subject, html, text)
           values ($1, 'sms', 'conversation_text', uuidv7(), $2, $3, '+15005550006', '{}', '', '', 'text') returning id)
         select id from text`,
        [organisation.organisationId, customerId, entryId],
      );
      await database.owner.query(
        "update message_notice set text_delivery_id = $1 where entry_id = $2 and customer_id = $3",
        [rows[0].id, entryId, customerId],
      );
      return rows[0].id;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 25 }), async (deeds) => {
        await clock.set(begin);
        const rule = new MailingRule();
        const thread = await startThread(database, organisation, passId);
        let last = 0;
        const agree = async () => {
          const notices = await thread.notices();
          const expected = rule.messages.flatMap(({ number, outcomes }) => [
            [`${number} Maria`, outcomes[0]],
            [`${number} Chidi`, outcomes[1]],
          ]);
          expect(notices).toEqual(Object.fromEntries(expected));
          const mails = await thread.mails();
          const to = (customerId: string) => mails.filter((mail) => mail.customerId === customerId).length;
          expect([to(thread.first), to(thread.second)]).toEqual(rule.mails);
        };
        const act = async (one: (typeof deeds)[number]): Promise<void> => {
          if (one.do === "pass") {
            rule.now += one.seconds;
            await clock.pass(one.seconds);
          } else if (one.do === "look") {
            await thread.notify();
            rule.look();
            await agree();
          } else if (one.do === "post") {
            const { entryId, number } = await thread.post(String(last + 1));
            last = number;
            const message: Message = { number, postedAt: rule.now, text: "none", outcomes: [null, null] };
            if (one.text)
              Object.assign(message, { text: "pending", textId: await textOf(thread.first, entryId) });
            rule.messages.push(message);
          } else if (one.do === "read" || one.do === "reply") {
            const customerId = one.who === 0 ? thread.first : thread.second;
            if (one.do === "read") await thread.read(last, customerId);
            else {
              const written = await thread.write("answer", customerId);
              if (written.added) last = written.number;
            }
            rule.read(one.who, last);
          } else if (one.do === "close") {
            const ctx = organisation.as("senior");
            const closed = await closeConversation({
              ctx,
              input: { threadId: thread.threadId, entryId: randomUUID(), seenNumber: last },
            });
            if (closed.outcome === "closed") last += 1;
          } else {
            const message = rule.messages.find(({ text }) => text === "pending");
            if (message === undefined) return;
            await database.owner.query(`update delivery set ${one.do}_at = app_now() where id = $1`, [
              message.textId,
            ]);
            message.text = one.do;
          }
        };
        for (const one of deeds) await act(one);
        // In the end each message has come to exactly one thing for each of them.
        await act({ do: "pass", seconds: 180 });
        await act({ do: "pass", seconds: 120 });
        await act({ do: "look" });
        for (const { outcomes } of rule.messages) expect(outcomes).not.toContain(null);
        expect(await thread.notify()).toEqual({ do: "end" });
      }),
      { numRuns: 40 },
    );
  }, 180_000);
});
