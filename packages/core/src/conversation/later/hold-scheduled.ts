import type { ScheduledState } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../context.ts";
import { PackpostError } from "../../errors.ts";
import { type HeldThread, holdThread } from "../hold-thread.ts";

/** A scheduled message as whoever posts or changes it goes by. */
export interface HeldMessage {
  readonly id: string;
  readonly state: ScheduledState;
  readonly staffMemberId: string;
  readonly body: string;
  readonly asText: boolean;
  readonly textCustomerId: string | null;
  readonly dueAt: string;
  readonly attachmentIds: string[];
  /** The visit that it is about, where that is still to come. */
  readonly visitId: string | null;
}

/** Those of a held thread, the oldest due first. @param which a condition on a row named `later` */
export async function readScheduled(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  which: RawBuilder<unknown>,
): Promise<HeldMessage[]> {
  const { rows } = await sql<HeldMessage>`
    select later.id, later.state, later.staff_member_id as "staffMemberId", later.body, later.as_text as "asText",
      later.text_customer_id as "textCustomerId", later.due_at as "dueAt",
      array(select id from attachment where attachment.organisation_id = later.organisation_id and attachment.scheduled_message_id = later.id order by place) as "attachmentIds",
      (select id from appointment visit where visit.organisation_id = later.organisation_id and visit.id = later.appointment_id
        and visit.status = 'scheduled' and visit.starts_at > app_now()) as "visitId"
    from scheduled_message later
    where later.organisation_id = ${ctx.organisationId} and later.thread_id = ${threadId} and ${which}
    order by later.due_at, later.id`.execute(em.getKysely());
  return rows;
}

/**
 * A scheduled message of a thread that the actor may see, with its thread, which is held to the end of the unit of work: so it is posted,
 * changed or cancelled by one alone.
 * @throws {PackpostError} not_found, also for another organisation's or outside the actor's scope
 */
export async function holdScheduled(
  em: EntityManager,
  ctx: Context,
  messageId: string,
): Promise<{ thread: HeldThread; message: HeldMessage }> {
  const { rows } = await sql<{ threadId: string }>`
    select thread_id as "threadId" from scheduled_message where organisation_id = ${ctx.organisationId} and id = ${messageId}`.execute(
    em.getKysely(),
  );
  const [found] = rows;
  if (found === undefined) throw noSuchMessage();
  const thread = await holdThread(em, ctx, found.threadId);
  const [message] = await readScheduled(em, ctx, thread.id, sql`later.id = ${messageId}`);
  if (message === undefined) throw noSuchMessage();
  return { thread, message };
}

function noSuchMessage(): PackpostError {
  return new PackpostError("not_found", "This message is not there any more.", {
    effect: "Nothing was changed.",
    nextStep: "Reload the page.",
  });
}
