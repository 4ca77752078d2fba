import type { MailKind, NoticeSubject } from "@packpost/db/entities/mail.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { RenderedMessage } from "../content/template/render-message.ts";
import type { Context } from "../context.ts";

/** A mail written out, to be sent to each of some addresses. */
export interface NewMails {
  readonly kind: MailKind;
  /** Of a notice: what it is about. */
  readonly about?: NoticeSubject;
  readonly campaignId: string | null;
  /** The staff member who asked for it; null = the system. */
  readonly requestedBy: string | null;
  readonly to: readonly string[];
  readonly organisation: {
    readonly senderName: string;
    readonly senderEmail: string;
    readonly supportEmail?: string | null | undefined;
  };
  readonly message: RenderedMessage;
}

/**
 * Adds single mails to the running transaction: one row each, shown as one request, its workflow started after the commit.
 * @returns their ids; none for a copy that the campaign has already
 */
export async function queueMails(em: EntityManager, ctx: Context, mails: NewMails): Promise<string[]> {
  const { senderName: name, senderEmail: email, supportEmail } = mails.organisation;
  const { subject, html, text } = mails.message;
  const { rows } = await sql`
    insert into mail (organisation_id, kind, about, request_id, campaign_id, requested_by, to_address, from_mailbox, subject, html, text)
    select ${ctx.organisationId}, ${mails.kind}, ${mails.about ?? null}, request.id, ${mails.campaignId}, ${mails.requestedBy}, address,
      ${JSON.stringify({ name, email, replyTo: supportEmail ?? null })}::jsonb, ${subject}, ${html}, ${text}
    from unnest(${mails.to}::text[]) address, (select uuidv7() as id offset 0) request
    on conflict do nothing returning id`.execute(em.getKysely());
  const mailIds = rows.map((row) => z.object({ id: z.string() }).parse(row).id);
  for (const mailId of mailIds) ctx.workflows.startMail(mailId);
  return mailIds;
}
