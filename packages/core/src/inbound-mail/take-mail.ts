import { inOrganisation } from "@packpost/db/orm";
import type { IncomingAttachment, IncomingMail } from "@packpost/providers/incoming-mail";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { commitSynchronously } from "../send-protocol/commit-synchronously.ts";

/**
 * Keeps a mail that came in (V9), on disk before the provider is told so; where it belongs is found out by its workflow. The same mail
 * a second time changes nothing.
 */
export async function takeMail({
  ctx,
  input: { mail, attachments },
}: {
  ctx: Context;
  input: { mail: IncomingMail; attachments: readonly IncomingAttachment[] };
}): Promise<void> {
  const { providerMessageId, ...kept } = mail;
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    await commitSynchronously(em);
    const { rows } = await sql<{ id: string }>`
      insert into inbound_mail (organisation_id, provider_message_id, mail)
      values (${ctx.organisationId}, ${providerMessageId}, ${JSON.stringify(kept)}::jsonb)
      on conflict (provider_message_id, organisation_id) do nothing returning id`.execute(em.getKysely());
    const [row] = rows;
    if (row === undefined) return;
    for (const [place, { name, contentType, contentId, bytes, content }] of attachments.entries())
      await sql`
        insert into inbound_attachment (organisation_id, mail_id, place, name, content_type, content_id, bytes, content)
        values (${ctx.organisationId}, ${row.id}, ${place}, ${name}, ${contentType}, ${contentId}, ${bytes}, ${content})`.execute(
        em.getKysely(),
      );
    ctx.workflows.startInboundMail(row.id);
  });
}
