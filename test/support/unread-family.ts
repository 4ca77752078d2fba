import { randomUUID } from "node:crypto";
import { scheduleMessage } from "@packpost/core/conversation/later/schedule-message";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { createWorkflows } from "@packpost/core/workflows";
import { createWorkflowCalls } from "@packpost/workflows/client";
import { silent } from "./contexts.ts";
import type { TestWorld } from "./open-world.ts";
import { waitUntil } from "./wait-until.ts";

/** As soon as an organisation can have it: after so many seconds an unread message is mailed. */
const UNREAD_SECONDS = 10;

/** A family of one person in an organisation of its own, written to as in life: the notifier is woken after the commit. */
export async function openUnreadFamily(world: TestWorld) {
  const organisation = await world.organisation(1);
  const { organisationId } = organisation.ctx;
  const set = "update organisation set unread_mail_seconds = $2 where id = $1";
  await world.owner.query(set, [organisationId, UNREAD_SECONDS]);
  const found = "select family_id from customer where organisation_id = $1";
  const familyId: string = (await world.owner.query(found, [organisationId])).rows[0]?.family_id;
  const threadId = await openThread({ ctx: organisation.ctx, input: { familyId } });
  const workflows = createWorkflows({
    ...{ organisationId, log: silent },
    calls: createWorkflowCalls(world.client),
  });
  /** What has become of each message, oldest first, and how many seconds after it was due. */
  const notices = async (): Promise<
    { outcome: string | null; lateSeconds: number | null; status: string | null }[]
  > => {
    const { rows } = await world.owner.query(
      `select outcome, extract(epoch from settled_at - due_at)::float8 as "lateSeconds", delivery.status
       from message_notice notice left join delivery on delivery.id = notice.delivery_id where thread_id = $1 order by number`,
      [threadId],
    );
    return rows;
  };
  return {
    ...{ organisation, threadId, notices },
    post: (body: string) =>
      postMessage({
        ctx: { ...organisation.ctx, workflows },
        input: { threadId, entryId: randomUUID(), body, seenNumber: null },
      }),
    /** Has a message sent so many seconds from now (V15). @returns its id */
    async later(body: string, inSeconds: number): Promise<string> {
      const messageId = randomUUID();
      const when = { at: new Date(Date.now() + inSeconds * 1_000) };
      await scheduleMessage({
        ctx: { ...organisation.ctx, workflows },
        input: { threadId, messageId, body, when, seenNumber: null },
      });
      return messageId;
    },
    /** Messages of the thread, oldest first, and how many seconds after they were due those that were scheduled came. */
    async messages(): Promise<{ body: string; lateSeconds: number | null }[]> {
      const { rows } = await world.owner.query(
        `select entry.body, extract(epoch from entry.at - later.due_at)::float8 as "lateSeconds" from entry
         left join scheduled_message later on later.id = entry.id where entry.thread_id = $1 and kind = 'message' order by number`,
        [threadId],
      );
      return rows;
    },
    /** Until every message is settled so, each by a mail that the provider has. */
    mailed: (limitMs: number) =>
      waitUntil(
        "every message to be mailed",
        async () => {
          const all = await notices();
          return all.length > 0 && all.every(({ status }) => status === "sent" || status === "delivered");
        },
        limitMs,
      ),
    accepted: async () => (await world.ledger(organisation.token)).accepted,
    due: () =>
      waitUntil("the deadline", async () => {
        const { rows } = await world.owner.query(
          "select from message_notice where thread_id = $1 and due_at + interval '1 second' < now()",
          [threadId],
        );
        return rows.length > 0;
      }),
  };
}
