import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { letterheadOf } from "../../campaign/letterhead-of.ts";
import { formatMailId } from "../../content/mail-id.ts";
import type { Context, WorkerContext } from "../../context.ts";
import { queueDeliveries } from "../../delivery/queue-deliveries.ts";
import { chooseLanguage } from "../../messages/languages.ts";
import { translatorOf } from "../../messages/translator-of.ts";
import { keepReplyAddress } from "../../reply-address/keep-reply-address.ts";
import { readMailChain } from "./mail-chain.ts";
import type { OpenNotice } from "./open-notices.ts";
import { portalAddress } from "./portal-address.ts";
import { renderMessagesMail } from "./render-messages-mail.ts";

/** So much of what is unread one mail shows, in characters, the newest: programs cut longer ones. */
const LONGEST_MAIL = 60_000;

/**
 * Queues, in the running transaction, the one mail with what somebody has not read (V5): from its author, or from the organisation
 * where several wrote. An open of it is no read; an answer is, or the page that its button leads to.
 * @param notices all of one mailbox, at least one; the first says for whom the mail is
 * @returns the delivery
 */
export async function mailUnread(
  em: EntityManager,
  ctx: WorkerContext,
  threadId: string,
  notices: readonly [OpenNotice, ...OpenNotice[]],
): Promise<string> {
  const [{ customerId, address, language: own }] = notices;
  const messages = await readMessages(em, ctx, notices);
  const newest = messages.at(-1);
  if (newest === undefined || address === null) throw new Error("There is nothing to mail, or nobody");
  const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
  const { name, mailLanguage, zone, senderEmail } = organisation;
  const t = translatorOf(chooseLanguage(own, mailLanguage));
  const { conversationId, conversationOf } = newest;
  const date = new Intl.DateTimeFormat(t.locale, { dateStyle: "long", timeZone: zone }).format(
    conversationOf,
  );
  const { inboundAddress } = organisation;
  const replyTo =
    inboundAddress == null ? null : await keepReplyAddress(em, ctx, { threadId, customerId, inboundAddress });
  const shown = newestWithin(messages);
  const left = messages.length - shown.length;
  const authors = new Set(messages.map(({ author }) => author));
  const [deliveryId] = await queueDeliveries(em, ctx, {
    purpose: "unread_notice",
    campaignId: null,
    requestedBy: null,
    to: [address],
    customerId,
    organisation: {
      ...organisation,
      ...(replyTo !== null && { supportEmail: replyTo }),
      senderName:
        authors.size > 1
          ? organisation.senderName
          : t("conversationMail.from", { name: firstName(newest.author), organisation: name }),
    },
    threading: {
      messageId: formatMailId(`${newest.id}.${customerId}`, senderEmail),
      references: await readMailChain(em, ctx, { customerId, conversationId }),
    },
    message: await renderMessagesMail({
      letterhead: letterheadOf(organisation, ctx),
      ...{ language: t.language, zone, messages: shown },
      subject: t("conversationMail.subject", { organisation: name, date }),
      ...(left > 0 && { before: t("conversationMail.more", { count: left }) }),
      button: { words: t("conversationMail.open"), url: portalAddress(ctx, organisation) },
      ...(replyTo !== null && { marker: t("conversationMail.marker") }),
      after: t(replyTo === null ? "conversationMail.answerThere" : "conversationMail.answer"),
      closing: t("conversationMail.why", { organisation: name }),
    }),
  });
  if (deliveryId === undefined) throw new Error("The mail was not queued");
  return deliveryId;
}

/** "Dana" of "Dana Whitcomb"; a title says nothing without its name. */
function firstName(name: string): string {
  const [first = name] = name.trim().split(/\s+/);
  return first.endsWith(".") ? name : first;
}

interface UnreadMessage {
  readonly id: string;
  readonly author: string;
  readonly at: Date;
  readonly body: string;
  readonly conversationId: string;
  /** When its conversation was opened. */
  readonly conversationOf: Date;
}

/** The messages of notices, each once, oldest first. */
async function readMessages(
  em: EntityManager,
  ctx: Context,
  notices: readonly OpenNotice[],
): Promise<UnreadMessage[]> {
  const { rows } = await sql<UnreadMessage & { at: string; conversationOf: string }>`
    select entry.id, staff.name as author, entry.at, entry.body, conversation.id as "conversationId", conversation.opened_at as "conversationOf"
    from entry
    join staff_member staff on staff.organisation_id = entry.organisation_id and staff.id = entry.staff_member_id
    join conversation on conversation.organisation_id = entry.organisation_id and conversation.id = entry.conversation_id
    where entry.organisation_id = ${ctx.organisationId} and entry.id = any (${notices.map(({ entryId }) => entryId)}::uuid[])
    order by entry.number`.execute(em.getKysely());
  return rows.map((row) => ({
    ...row,
    at: new Date(row.at),
    conversationOf: new Date(row.conversationOf),
  }));
}

/** The newest that fit into one mail, one at least. */
function newestWithin(messages: readonly UnreadMessage[]): UnreadMessage[] {
  let length = 0;
  const from = messages.findLastIndex(({ body }) => {
    length += body.length;
    return length > LONGEST_MAIL;
  });
  return messages.slice(from + 1);
}
