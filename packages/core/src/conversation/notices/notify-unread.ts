import { type EntityManager, inOrganisation } from "@packpost/db/orm";
import type { NoticeStep } from "@packpost/workflows/conversation/contract";
import type { WorkerContext } from "../../context.ts";
import { holdThread } from "../hold-thread.ts";
import { postDue } from "../later/post-due.ts";
import { mailUnread } from "./mail-unread.ts";
import { hasKnown, readNextDeadline, readOpenNotices, settleNotices } from "./open-notices.ts";
import { tellVisitors } from "./tell-visitors.ts";

/**
 * Posts what was to be sent by now (V15), and mails what is due in a thread and unread at this instant (V5, V7, T16): in one transaction,
 * the thread held, so that whoever reads, writes or is mailed meanwhile comes before or after it. What is settled here is mailed once,
 * whatever dies after the commit.
 * @returns when to look again
 */
export async function notifyUnread({
  ctx,
  input,
}: {
  ctx: WorkerContext;
  input: { threadId: string };
}): Promise<NoticeStep> {
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    // Woken for a deadline that is still to come: nothing is held for that, as each message of a busy hour asks it.
    const early = await readNextDeadline(em, ctx, input.threadId);
    if (early !== null && early > 0 && !(await hasKnown(em, ctx, input.threadId))) return untilNext(early);
    const thread = await holdThread(em, ctx, input.threadId);
    await postDue(em, ctx, thread);
    await tellCustomers(em, ctx, thread.id);
    await tellVisitors(em, ctx, thread);
    const ms = await readNextDeadline(em, ctx, thread.id);
    return ms === null ? { do: "end" } : untilNext(ms);
  });
}

const untilNext = (ms: number): NoticeStep => ({
  do: "wait",
  ms: Math.max(ms, 1),
  why: "Until the next message is mailed, unless it is read",
});

/** Each customer with a deadline that is over gets one mail with whatever they have not read, or it is written down why not. */
async function tellCustomers(em: EntityManager, ctx: WorkerContext, threadId: string): Promise<void> {
  const open = await readOpenNotices(em, ctx, threadId);
  const due = new Set(open.filter(({ dueInMs }) => dueInMs <= 0).map(({ customerId }) => customerId));
  // A text that is under way has a time of its own; everything else that is unread goes along.
  const unread = open.filter(
    ({ customerId, textPending, dueInMs }) => due.has(customerId) && !(textPending && dueInMs > 0),
  );
  // Two people with one mailbox get one mail.
  const groups = Map.groupBy(unread, ({ customerId, mailbox, barrier }) =>
    barrier === null ? mailbox : customerId,
  );
  for (const [first, ...more] of groups.values()) {
    if (first === undefined) continue;
    const end =
      first.barrier === null
        ? ({ outcome: "mailed", deliveryId: await mailUnread(em, ctx, threadId, [first, ...more]) } as const)
        : { outcome: first.barrier };
    await settleNotices(em, ctx, [first, ...more], end);
  }
}
