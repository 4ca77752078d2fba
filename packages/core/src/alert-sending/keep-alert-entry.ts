import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { addEntry } from "../conversation/add-entry.ts";
import { holdThread } from "../conversation/hold-thread.ts";

interface Row {
  readonly family_id: string;
  readonly body: string;
  readonly created_by: string;
}

/**
 * A text that has been accepted stands in its family's thread (A7): an entry of the recipient's id, so that it stands there once, whoever
 * learns of it first. It opens no conversation, is unread for nobody and moves no list; a thread is made where there is none.
 */
export async function keepAlertEntry(em: EntityManager, ctx: Context, recipientId: string): Promise<void> {
  const kysely = em.getKysely();
  const { rows } = await sql<Row>`
    select who.family_id, alert.body, alert.created_by
    from recipient
    join alert on alert.organisation_id = recipient.organisation_id and alert.id = recipient.broadcast_id
    join alert_recipient who on who.organisation_id = recipient.organisation_id and who.alert_id = recipient.broadcast_id and who.customer_id = recipient.customer_id
    where recipient.organisation_id = ${ctx.organisationId} and recipient.id = ${recipientId} and recipient.sent_at is not null
      and not exists (select from entry where entry.organisation_id = recipient.organisation_id and entry.id = recipient.id)`.execute(
    kysely,
  );
  const [text] = rows;
  if (text === undefined) return;
  await sql`
    insert into thread (organisation_id, family_id) values (${ctx.organisationId}, ${text.family_id})
    on conflict (family_id, organisation_id) do nothing`.execute(kysely);
  const found = await sql<{ id: string }>`
    select id from thread where organisation_id = ${ctx.organisationId} and family_id = ${text.family_id}`.execute(
    kysely,
  );
  const threadId = found.rows[0]?.id;
  if (threadId === undefined) return;
  const thread = await holdThread(em, ctx, threadId);
  await addEntry(em, ctx, thread, {
    ...{ id: recipientId, kind: "alert", via: "text", staffMemberId: text.created_by, body: text.body },
  });
}
