import type { ScheduledState } from "@packpost/db/enums";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { staffIdOf } from "../../access/require-permission.ts";
import type { Context } from "../../context.ts";

/** What was scheduled under the id that a composition has whichever way it goes. */
export interface MadeMessage {
  /** The actor's own, in this thread. */
  readonly mine: boolean;
  readonly state: ScheduledState;
  readonly body: string;
  readonly dueAt: Date;
  readonly asText: boolean;
  readonly textCustomerId: string | null;
  readonly appointmentId: string | null;
  readonly attachmentIds: string[];
}

/** Other words have gone out under this id meanwhile, at their time or by hand: a person decides whether these go too. */
export interface EarlierWordingSent {
  readonly outcome: "earlier_wording_sent";
  readonly number: number;
  readonly at: Date;
}

/** The scheduled message of an id, whatever has become of it; null = nothing was scheduled under it. */
export async function findMade(
  em: EntityManager,
  ctx: Context,
  threadId: string,
  messageId: string,
): Promise<MadeMessage | null> {
  const { rows } = await sql<Omit<MadeMessage, "dueAt"> & { dueAt: string }>`
    select staff_member_id = ${staffIdOf(ctx)}::uuid and thread_id = ${threadId} as mine, state, body, due_at as "dueAt", as_text as "asText",
      text_customer_id as "textCustomerId", appointment_id as "appointmentId", array(
        select id from attachment where attachment.organisation_id = made.organisation_id and attachment.scheduled_message_id = made.id order by place) as "attachmentIds"
    from scheduled_message made where organisation_id = ${ctx.organisationId} and id = ${messageId}`.execute(
    em.getKysely(),
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, dueAt: new Date(row.dueAt) };
}
