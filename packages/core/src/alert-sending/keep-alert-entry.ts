import { type EntityManager, inOrganisation } from "@packpost/db/orm";
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

/**
 * The same for everybody of an alert whose text was found to be accepted by whoever writes no entries: the provider, asked about a call, or a
 * worker that died after its record.
 */
export async function keepMissingEntries({
  ctx,
  input,
}: {
  ctx: Context;
  input: { broadcastId: string };
}): Promise<void> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<{ id: string }>`
      select recipient.id from alert_recipient who
      join recipient on recipient.organisation_id = who.organisation_id and recipient.broadcast_id = who.alert_id and recipient.customer_id = who.customer_id
      where who.organisation_id = ${ctx.organisationId} and who.alert_id = ${input.broadcastId} and recipient.sent_at is not null
        and not exists (select from entry where entry.organisation_id = who.organisation_id and entry.id = recipient.id)`.execute(
      em.getKysely(),
    ),
  );
  for (const { id } of rows)
    await inOrganisation(ctx.orm, ctx.organisationId, (em) => keepAlertEntry(em, ctx, id));
}
