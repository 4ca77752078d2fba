import type { HoldReason } from "@packpost/db/enums";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { requirePermission } from "../../access/require-permission.ts";
import { shownNumber } from "../../address/read-number.ts";
import type { Context } from "../../context.ts";
import { noSuchThread } from "../hold-thread.ts";
import type { EntryAttachment } from "../read-entries.ts";
import type { ThreadIdInput } from "../schemas.ts";
import { isThreadOf, visibleThreads } from "../thread-scope.ts";

/** A message that is sent later, as the staff see it at the end of its thread. */
export interface ScheduledMessageView {
  readonly id: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly body: string;
  readonly dueAt: Date;
  /** Null: its time is still to come. */
  readonly hold: {
    readonly reason: HoldReason;
    readonly at: Date;
    /** Who wrote meanwhile, and when. */
    readonly by: string | null;
    readonly byAt: Date | null;
    /** Why it cannot be texted. */
    readonly words: string | null;
  } | null;
  /** Whose phone it goes to too. */
  readonly text: {
    /** Null = the stranger whose thread it is. */
    readonly customerId: string | null;
    readonly name: string | null;
    readonly shown: string | null;
  } | null;
  /** When the visit that it is about begins, as far as it knows. */
  readonly visitAt: Date | null;
  readonly attachments: EntryAttachment[];
}

interface Row extends Omit<ScheduledMessageView, "dueAt" | "hold" | "text" | "visitAt"> {
  dueAt: string;
  reason: HoldReason | null;
  heldAt: string | null;
  by: string | null;
  byAt: string | null;
  words: string | null;
  asText: boolean;
  textId: string | null;
  textName: string | null;
  phone: string | null;
  visitAt: string | null;
}

/**
 * What is to be sent in a thread later, or waits there for a person (V15), the first due first. For staff alone.
 * Index: scheduled_message_of_thread.
 * @throws {PackpostError} forbidden, not_found, also outside the actor's scope
 */
export async function listScheduled({
  ctx,
  input,
}: {
  ctx: Context;
  input: ThreadIdInput;
}): Promise<ScheduledMessageView[]> {
  requirePermission(ctx, "conversation.own_schedule");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const thread = await sql<{ id: string }>`
      select thread.id from thread where ${isThreadOf(ctx, input.threadId)} and ${visibleThreads(ctx)}`.execute(
      em.getKysely(),
    );
    const threadId = thread.rows[0]?.id;
    if (threadId === undefined) throw noSuchThread();
    const { rows } = await sql<Row>`
      select later.id, jsonb_build_object('id', author.id, 'name', author.name) as author, later.body, later.due_at as "dueAt",
        later.hold_reason as reason, later.held_at as "heldAt", later.hold_words as words, later.as_text as "asText",
        later.appointment_starts_at as "visitAt", meanwhile.at as "byAt",
        coalesce(colleague.name, nullif(btrim(writer.first_name || ' ' || writer.last_name), ''), meanwhile.from_address) as by,
        person.id as "textId", nullif(btrim(person.first_name || ' ' || person.last_name), '') as "textName", coalesce(person.phone, thread.stranger) as phone,
        array(select jsonb_build_object('id', attachment.id, 'width', attachment.width, 'height', attachment.height, 'fileName', attachment.file_name)
          from attachment where attachment.organisation_id = later.organisation_id and attachment.scheduled_message_id = later.id order by attachment.place) as attachments
      from scheduled_message later
      join thread on thread.organisation_id = later.organisation_id and thread.id = later.thread_id
      join staff_member author on author.organisation_id = later.organisation_id and author.id = later.staff_member_id
      left join entry meanwhile on meanwhile.organisation_id = later.organisation_id and meanwhile.id = later.hold_entry_id
      left join staff_member colleague on colleague.organisation_id = later.organisation_id and colleague.id = meanwhile.staff_member_id
      left join customer writer on writer.organisation_id = later.organisation_id and writer.id = meanwhile.customer_id
      left join customer person on person.organisation_id = later.organisation_id and person.id = later.text_customer_id
      where later.organisation_id = ${ctx.organisationId} and later.thread_id = ${threadId} and later.state in ('scheduled', 'held')
      order by later.due_at, later.id limit 100`.execute(em.getKysely());
    return rows.map(viewOf);
  });
}

function viewOf(row: Row): ScheduledMessageView {
  const { id, author, body, attachments, dueAt, reason, heldAt, by, byAt, words, asText, visitAt } = row;
  return {
    ...{ id, author, body, attachments, dueAt: new Date(dueAt) },
    hold:
      reason === null || heldAt === null
        ? null
        : { reason, at: new Date(heldAt), by, byAt: byAt === null ? null : new Date(byAt), words },
    text: asText
      ? {
          ...{ customerId: row.textId, name: row.textName },
          shown: row.phone?.startsWith("+") ? shownNumber(row.phone) : null,
        }
      : null,
    visitAt: visitAt === null ? null : new Date(visitAt),
  };
}
