import { randomUUID } from "node:crypto";
import { portalActor } from "@packpost/core/access/actor";
import type { WorkerContext } from "@packpost/core/context";
import { markRead } from "@packpost/core/conversation/mark-read";
import { notifyUnread } from "@packpost/core/conversation/notices/notify-unread";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { receiveMessage } from "@packpost/core/conversation/receive-message";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { createWorkerContext } from "../../apps/worker/src/worker-context.ts";
import { appUrl, quietCalls, silent } from "./contexts.ts";
import { createFamily, type TestPerson } from "./create-family.ts";
import type { TestOrganisation } from "./create-test-organisation.ts";
import { memoryStorage } from "./memory-storage.ts";
import type { TestDatabase } from "./open-test-database.ts";
import { authSecret } from "./open-world.ts";

/** The database's clock in the hands of a test, which begins when the test says so. */
export class TestClock {
  readonly #owner: TestDatabase["owner"];
  #now: number;

  constructor(owner: TestDatabase["owner"], begin = Date.now()) {
    this.#owner = owner;
    this.#now = begin;
  }

  get now(): Date {
    return new Date(this.#now);
  }

  async set(instant: number): Promise<void> {
    this.#now = instant;
    await this.#owner.query(
      `create or replace function app_now() returns timestamptz language sql stable parallel safe as $$ select timestamptz '${this.now.toISOString()}' $$`,
    );
  }

  pass(seconds: number): Promise<void> {
    return this.set(this.#now + seconds * 1000);
  }
}

/** What the worker's activities run in; it reaches no provider. */
export function workerContextOf(organisation: TestOrganisation): WorkerContext {
  const contextOf = createWorkerContext({
    orm: organisation.orm,
    chooseProvider: () => Promise.reject(new Error("no provider in this test")),
    storage: memoryStorage(),
    ...{ appUrl, apiUrl: appUrl, authSecret, log: silent, calls: quietCalls, realMail: false },
  });
  return contextOf(organisation.organisationId);
}

export interface MailRow {
  readonly id: string;
  readonly purpose: string;
  readonly address: string;
  readonly customerId: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly status: string;
  readonly fromMailbox: { name: string; email: string; replyTo: string | null };
  readonly threading: { messageId: string; references: string[] } | null;
}

/** A family's thread and what is done in it, each by its own door. */
export async function startThread(
  database: TestDatabase,
  organisation: TestOrganisation,
  passId: string,
  people: readonly TestPerson[] = [{ firstName: "Maria" }, { firstName: "Chidi" }],
) {
  const family = await createFamily(organisation, { passId, people });
  const threadId = await openThread({ ctx: organisation.as("senior"), input: family });
  const [first = "", second = ""] = family.customerIds;
  const as = (id: string) => ({ ...organisation.as("senior"), actor: portalActor(id) });
  return {
    ...family,
    threadId,
    first,
    second,
    async post(body: string, role: Role = "senior"): Promise<{ entryId: string; number: number }> {
      const entryId = randomUUID();
      const input = { threadId, entryId, body, seenNumber: null };
      const posted = await postMessage({ ctx: organisation.as(role), input });
      return { entryId, number: posted.number };
    },
    write(body: string, customerId = first, via: "portal" | "text" | "email" = "portal") {
      const entry = { id: randomUUID(), kind: "message", via, customerId, body } as const;
      return receiveMessage({ ctx: as(customerId), input: { threadId, entry } });
    },
    read(number: number, customerId = first): Promise<void> {
      return markRead({ ctx: as(customerId), input: { threadId, number } });
    },
    notify() {
      return notifyUnread({ ctx: workerContextOf(organisation), input: { threadId } });
    },
    async notices(): Promise<Record<string, string | null>> {
      const { rows } = await database.owner.query(
        `select entry.body || ' ' || customer.first_name as of, outcome from message_notice notice
         join entry on entry.id = notice.entry_id join customer on customer.id = notice.customer_id
         where notice.thread_id = $1 order by notice.number, contact`,
        [threadId],
      );
      return Object.fromEntries(rows.map((row) => [row.of, row.outcome]));
    },
    async mails(purpose = "unread_notice"): Promise<MailRow[]> {
      const { rows } = await database.owner.query(
        `select mail.id, mail.purpose, mail.address, mail.customer_id as "customerId", mail.subject, mail.text, mail.html, mail.status,
           mail.from_mailbox as "fromMailbox", mail.threading
         from delivery mail
         where mail.purpose = $2 and (mail.id in (select delivery_id from message_notice where thread_id = $1)
           or mail.customer_id = any ($3) or mail.entry_id in (select id from entry where thread_id = $1))
         order by mail.created_at, mail.id`,
        [threadId, purpose, family.customerIds],
      );
      return rows;
    },
  };
}
