import { randomUUID } from "node:crypto";
import {
  cancelScheduled,
  rescheduleMessage,
  restoreScheduled,
} from "@packpost/core/conversation/later/change-scheduled";
import { listScheduled } from "@packpost/core/conversation/later/list-scheduled";
import { scheduleMessage } from "@packpost/core/conversation/later/schedule-message";
import type { ScheduleMessageInput } from "@packpost/core/conversation/later/schemas";
import { sendScheduled } from "@packpost/core/conversation/later/send-scheduled";
import { takeBackScheduled } from "@packpost/core/conversation/later/take-back-scheduled";
import { readEntries } from "@packpost/core/conversation/read-entries";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { startThread, type TestClock } from "./conversation-run.ts";
import type { TestPerson } from "./create-family.ts";
import type { TestOrganisation } from "./create-test-organisation.ts";
import type { TestDatabase } from "./open-test-database.ts";

/** What a call came to: "done", or its error's code and words. */
export const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

/** A family's thread in which things are sent later, each by its own door. */
export async function startLater(
  given: { database: TestDatabase; organisation: TestOrganisation; passId: string; clock: TestClock },
  people?: readonly TestPerson[],
) {
  const { database, organisation, clock } = given;
  const thread = await startThread(database, organisation, given.passId, people);
  const { threadId } = thread;
  const ctx = (role: Role) => organisation.as(role);
  return {
    ...thread,
    /** Has a message sent so many seconds from now. */
    async later(body: string, inSeconds: number, more: Partial<ScheduleMessageInput> & { role?: Role } = {}) {
      const { role = "senior", ...input } = more;
      const messageId = more.messageId ?? randomUUID();
      const at = new Date(clock.now.getTime() + inSeconds * 1000);
      const outcome = await scheduleMessage({
        ctx: ctx(role),
        input: { threadId, body, when: { at }, seenNumber: null, ...input, messageId },
      });
      return { messageId, outcome };
    },
    list: (role: Role = "senior") => listScheduled({ ctx: ctx(role), input: { threadId } }),
    /** Why each waits for a person; null = for its time. */
    async holds(): Promise<Record<string, string | null>> {
      const listed = await listScheduled({ ctx: ctx("senior"), input: { threadId } });
      return Object.fromEntries(listed.map(({ body, hold }) => [body, hold?.reason ?? null]));
    },
    async messages(): Promise<string[]> {
      const { entries } = await readEntries({ ctx: ctx("senior"), input: { threadId, pageSize: 200 } });
      return entries.filter(({ kind }) => kind === "message").map(({ body }) => body);
    },
    entries: async () =>
      (await readEntries({ ctx: ctx("senior"), input: { threadId, pageSize: 200 } })).entries,
    send: (messageId: string, role: Role = "senior", seenNumber: number | null = null) =>
      sendScheduled({ ctx: ctx(role), input: { messageId, seenNumber } }),
    cancel: (messageId: string, role: Role = "senior") =>
      cancelScheduled({ ctx: ctx(role), input: { messageId } }),
    restore: (messageId: string) => restoreScheduled({ ctx: ctx("senior"), input: { messageId } }),
    takeBack: (messageId: string, aboveDraft = false, role: Role = "senior") =>
      takeBackScheduled({ ctx: ctx(role), input: { messageId, aboveDraft } }),
    move: (messageId: string, inSeconds: number, seenNumber: number | null = null) =>
      rescheduleMessage({
        ctx: ctx("senior"),
        input: { messageId, when: { at: new Date(clock.now.getTime() + inSeconds * 1000) }, seenNumber },
      }),
  };
}
