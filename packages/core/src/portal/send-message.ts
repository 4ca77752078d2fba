import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { requireContent } from "../conversation/composing/attach-to-entry.ts";
import { receiveMessage } from "../conversation/receive-message.ts";
import { PackpostError } from "../errors.ts";
import { type OwnThread, ownThread } from "./own-thread.ts";
import type { SendMessageInput } from "./schemas.ts";

/** A fast writer sends ten. */
const MOST_A_MINUTE = 30;

export interface SentMessage {
  readonly number: number;
  readonly at: string;
}

/**
 * A message that the acting customer writes on their own pages (P6). The same id once more, a retry, tells the same.
 * @throws {PackpostError} forbidden; not_found, also for what was written for another family; invalid_input for neither words nor pictures; rate_limited for a flood;
 *   conflict for an id that another entry has, or a picture that is not there
 */
export async function sendMessage({
  ctx,
  input,
}: {
  ctx: Context;
  input: SendMessageInput;
}): Promise<SentMessage> {
  const thread = await ownThread(ctx, input.threadId);
  const { entryId: id, body, attachmentIds = [], draftVersion, seenNumber: readUpTo } = input;
  requireContent(body, attachmentIds);
  const stands = await findOwn(ctx, thread, id);
  if (stands !== null) return stands;
  await refuseFlood(ctx, thread.customerId);
  const entry = { id, kind: "message", via: "portal", customerId: thread.customerId, body } as const;
  const added = await receiveMessage({
    ctx,
    input: { threadId: thread.threadId, entry, draftVersion, readUpTo, attachmentIds },
  });
  if (added.added) return { number: added.number, at: added.at.toISOString() };
  const meanwhile = await findOwn(ctx, thread, id);
  if (meanwhile !== null) return meanwhile;
  throw new PackpostError("conflict", "This message could not be told from another one.", {
    effect: "It was not sent.",
    nextStep: "Send it once more.",
  });
}

async function findOwn(
  ctx: Context,
  { customerId, threadId }: OwnThread,
  id: string,
): Promise<SentMessage | null> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<SentMessage>`
      select number, to_jsonb(at) #>> '{}' as at from entry
      where organisation_id = ${ctx.organisationId} and id = ${id} and thread_id = ${threadId} and customer_id = ${customerId}`.execute(
      em.getKysely(),
    ),
  );
  return rows[0] ?? null;
}

/** Index: entry_of_customer. */
async function refuseFlood(ctx: Context, customerId: string): Promise<void> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ wait: number | null }>`
      select ceil(extract(epoch from (select at from entry where organisation_id = ${ctx.organisationId} and customer_id = ${customerId}
          and at > app_now() - interval '1 minute' order by at desc offset ${MOST_A_MINUTE - 1} limit 1) + interval '1 minute' - app_now()))::int as wait`.execute(
      em.getKysely(),
    ),
  );
  const wait = rows[0]?.wait ?? null;
  if (wait === null) return;
  throw new PackpostError("rate_limited", "Very many messages were sent within a minute.", {
    effect: "This one was not sent. It is still here.",
    nextStep: "Wait a moment, then send it again.",
    retryAfterSeconds: Math.max(1, wait),
  });
}
